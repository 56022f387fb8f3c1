// SPDX-License-Identifier: Apache-2.0
package io.millrace.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.command.CommandLine;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.TrustPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.example.delays.Delays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void keys(String... args) throws Exception {
    List<String> words = new ArrayList<>(List.of(args));
    words.addAll(List.of("--keys", path("keys.json")));
    Keys.run(words.toArray(String[]::new), line -> {});
  }

  private void newKey(String id, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("new", id, "--out", path(id + ".key")));
    words.addAll(List.of(more));
    keys(words.toArray(String[]::new));
  }

  private String sign(String rules, String... args) throws Exception {
    Path file = Files.writeString(folder.resolve("rules.jsonl"), rules);
    List<String> words = new ArrayList<>(List.of(args));
    words.add(file.toString());
    List<String> lines = new ArrayList<>();
    assertThat(Sign.run(words.toArray(String[]::new), lines::add, NOW)).isZero();
    return String.join("\n", lines);
  }

  private List<String> verify(String lines, Clock clock, int code) throws Exception {
    Path file = Files.writeString(folder.resolve("signed.jsonl"), lines);
    List<String> said = new ArrayList<>();
    String[] args = {"--keys", path("keys.json"), "--audience", "flights", file.toString()};
    assertThat(Verify.run(args, said::add, clock)).isEqualTo(code);
    return said;
  }

  private static final String RULES =
      """
      {"id":"late","revision":1,"sql":"delay > 60"}

      {"id":"old","revision":2,"action":"remove"}
      """;

  @Test
  void whatIsSignedIsVerified() throws Exception {
    newKey("ann");
    newKey("gate", "--algorithm", "HMAC-SHA256");
    for (String key : List.of("ann.key", "gate.key")) {
      String signed = sign(RULES, "--key", path(key), "--audience", "flights");

      assertThat(verify(signed, NOW, 0))
          .hasSize(2)
          .first()
          .isEqualTo(
              "OK late revision 1, signed by %s, to be sent until 2026-05-30T12:00:00Z"
                  .formatted(key.replace(".key", "")));
    }
  }

  @Test
  void theLevelOfClassFilesIsSigned() throws Exception {
    newKey("ann");
    String signed =
        sign(Delays.rule(60) + "\n" + RULES, "--key", path("ann.key"), "--audience", "flights");
    TrustPolicy policy = TrustPolicy.signedBy(KeySet.read(Path.of(path("keys.json"))), "flights");
    assertThat(
            signed
                .lines()
                .map(line -> policy.admit(SignedEnvelope.parse(line), NOW.instant()))
                .map(admission -> admission.body().orElseThrow().classLevel()))
        .containsExactly(61, 0, 0);
  }

  @Test
  void aSecondPersonSignsWhatIsSigned() throws Exception {
    newKey("ann");
    newKey("bob");
    Path keys = folder.resolve("keys.json");
    Files.writeString(keys, Files.readString(keys).replace("\"threshold\":1", "\"threshold\":2"));
    String once = sign(RULES, "--key", path("ann.key"), "--audience", "flights");

    assertThat(verify(once, NOW, 1)).allMatch(line -> line.startsWith("BAD_SIGNATURE"));
    assertThat(verify(sign(once, "--key", path("bob.key")), NOW, 0))
        .allMatch(line -> line.contains("signed by ann, bob"));
  }

  @Test
  void keysAreRetiredAndRevoked() throws Exception {
    newKey("ann");
    String signed =
        sign(RULES, "--key", path("ann.key"), "--audience", "flights", "--expires", "1h");

    assertThat(verify(signed, Clock.offset(NOW, Duration.ofHours(2)), 1))
        .allMatch(line -> line.startsWith("EXPIRED"));
    keys("retire", "ann");
    assertThat(verify(signed, NOW, 1)).allMatch(line -> line.startsWith("REVOKED_KEY"));
    keys("activate", "ann");
    verify(signed, NOW, 0);
    keys("revoke", "ann");
    assertThat(verify(signed, NOW, 1)).allMatch(line -> line.contains("\"ann\" is REVOKED"));
    assertRefused(() -> keys("activate", "ann"), "make a new key");
  }

  @Test
  void aPrivateKeyIsItsOwnersOnly() throws Exception {
    newKey("ann");
    Path key = folder.resolve("ann.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertRefused(() -> sign(RULES, "--key", key.toString(), "--audience", "flights"), "chmod 600");
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    newKey("ann");
    String before = Files.readString(folder.resolve("ann.key"));
    assertRefused(() -> newKey("ann"), "choose another id");
    assertRefused(() -> keys("new", "bob", "--out", path("ann.key")), "is there already");
    assertThat(folder.resolve("ann.key")).hasContent(before);
    assertThat(Files.readString(folder.resolve("keys.json"))).doesNotContain("bob");
  }

  @Test
  void whatCanNotBeDoneSaysWhatToDo() throws Exception {
    newKey("ann");
    assertRefused(() -> sign(RULES), "./millrace keys new ID");
    assertRefused(() -> sign(RULES, "--key", path("none.key")), "./millrace keys new ID");
    assertRefused(() -> sign(RULES, "--key", path("ann.key")), "--audience");
    assertRefused(() -> sign("{}", "--key", path("ann.key"), "--audience", "a"), "rule 1");
    assertRefused(
        () -> sign(RULES, "--key", path("ann.key"), "--audience", "a", "--expires", "soon"),
        "12h or 30d");
    assertRefused(() -> sign(RULES, "--kye", "x"), "expected one of");
    assertRefused(() -> keys("forge", "ann"), "expected new");
    assertRefused(() -> keys("new", "../ann"), "one id of letters");
    assertRefused(() -> keys("retire", "eve"), "Cannot find key \"eve\"");
    assertRefused(() -> newKey("x", "--algorithm", "none"), "Ed25519");
  }

  private static void assertRefused(ThrowingCallable call, String part) {
    assertThatThrownBy(call).isInstanceOf(CommandLine.Refused.class).hasMessageContaining(part);
  }
}
