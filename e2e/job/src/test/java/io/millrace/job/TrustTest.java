// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  private static Trust trust(String... more) throws BadOption {
    String[] words = new String[4 + more.length];
    System.arraycopy(new String[] {"--events", "e", "--rules", "r"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return Trust.of(Options.parse(words));
  }

  @Test
  void nothingIsTrustedUnlessOneSaysWhat() throws BadOption {
    assertThat(trust().policy()).hasToString("none");
    assertThat(trust("--trust", "by-name").policy()).hasToString("by-name");
    assertThat(trust("--trust", "unsigned").policy().unsafeReason()).contains("--trust unsigned");
  }

  @Test
  void keysComeFromAFile(@TempDir Path folder) throws Exception {
    SigningKey key = SigningKey.generate("ann", Algorithm.ED25519);
    Path file = Files.writeString(folder.resolve("keys.json"), KeySet.of(key.trusted()).text());
    Trust trust = trust("--trust", "signed:" + file, "--audience", "job");

    assertThat(trust.policy().keys().orElseThrow().key("ann")).contains(key.trusted());
    assertThat(trust.keySet().uri()).startsWith("file:/");
  }

  @Test
  void whatCanNotBeUsedSaysWhatToDo(@TempDir Path folder) throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{}");
    assertThatThrownBy(() -> trust("--trust", "all"))
        .hasMessage(
            "Cannot use --trust: found \"all\", expected none, by-name, signed:FILE or unsigned");
    assertThatThrownBy(() -> trust("--trust", "signed:" + broken))
        .hasMessageStartingWith("Cannot use --audience: found nothing, expected whom");
    assertThatThrownBy(() -> trust("--trust", "signed:missing.json", "--audience", "job"))
        .hasMessageContaining("no readable file \"missing.json\"")
        .hasMessageContaining("./millrace keys new");
    assertThatThrownBy(() -> trust("--trust", "signed:" + broken, "--audience", "job"))
        .hasMessageContaining("Cannot read key set");
    assertThatThrownBy(() -> trust("--audience", "job"))
        .hasMessageContaining("--trust signed:FILE only");
  }
}
