// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySetTest {
  private static final SigningKey ANN = SigningKey.generate("ann", Algorithm.ED25519);
  private static final SigningKey GATE = SigningKey.generate("gate", Algorithm.HMAC_SHA256);

  @Test
  void aFileIsReadBackAsItWasWritten(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("shared.key"), GATE.text());
    AllowList list = new AllowList(List.of("risk"), List.of(), List.of("com.acme"));
    KeySet keys =
        KeySet.of(ANN.trusted(), GATE.trusted().withStatus(TrustedKey.Status.RETIRED))
            .withSecretFile("gate", "shared.key")
            .withThreshold(2)
            .withSign(KeySet.Sign.ALL)
            .withAllowed(list);
    Path file = Files.writeString(folder.resolve("keys.json"), keys.text());

    KeySet read = KeySet.read(file);

    assertThat(read.keys()).isEqualTo(keys.keys());
    assertThat(read.threshold()).isEqualTo(2);
    assertThat(read.sign()).isEqualTo(KeySet.Sign.ALL);
    assertThat(read.allowed()).isEqualTo(list);
    assertThat(read.text()).isEqualTo(keys.text());
  }

  @Test
  void noSecretIsInAKeySetOrInAnyText() {
    KeySet keys = KeySet.of(ANN.trusted(), GATE.trusted());
    String secret = Base64.getEncoder().encodeToString(GATE.trusted().material());

    assertThat(GATE.text()).contains(secret);
    assertThat(keys.text()).doesNotContain(secret).contains("\"secretFile\":\"gate.key\"");
    assertThat(keys + " " + GATE + " " + GATE.trusted()).doesNotContain(secret);
  }

  @Test
  void privateKeysAreReadBack() {
    for (SigningKey key : List.of(ANN, GATE)) {
      SigningKey read = SigningKey.parse(key.text());
      assertThat(read.trusted()).isEqualTo(key.trusted());
      assertThat(key.trusted().verifies(new byte[3], read.sign(new byte[3]))).isTrue();
    }
  }

  @Test
  void aPrivateKeyBesideAnotherPublicKeyIsRefused() {
    SigningKey other = SigningKey.generate("ann", Algorithm.ED25519);
    String mixed =
        ANN.text()
            .replaceFirst("\"public\":.*", other.text().replaceFirst(".*\"public\"", "\"public\""));
    assertThatThrownBy(() -> SigningKey.parse(mixed))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("public key is that of another");
  }

  @Test
  void aKeyIsThereOnceAndOfOneAlgorithm() {
    byte[] known = ANN.trusted().material();
    TrustedKey again = new TrustedKey("again", Algorithm.ED25519, TrustedKey.Status.ACTIVE, known);
    TrustedKey secret =
        new TrustedKey("mac", Algorithm.HMAC_SHA256, TrustedKey.Status.ACTIVE, known);
    TrustedKey raw =
        new TrustedKey(
            "raw",
            Algorithm.HMAC_SHA256,
            TrustedKey.Status.ACTIVE,
            java.util.Arrays.copyOfRange(known, 12, 44));
    for (TrustedKey key : List.of(again, secret, raw, ANN.trusted())) {
      assertThatThrownBy(() -> KeySet.of(ANN.trusted(), key))
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining("Cannot read key set");
    }
  }

  @Test
  void keysThatProveNothingAreRefused() {
    HexFormat hex = HexFormat.of();
    for (String point :
        List.of(
            "01" + "00".repeat(31),
            "01" + "00".repeat(30) + "80",
            "ec" + "ff".repeat(31),
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")) {
      byte[] encoded = hex.parseHex("302a300506032b6570032100" + point);
      assertThatThrownBy(
              () -> new TrustedKey("k", Algorithm.ED25519, TrustedKey.Status.ACTIVE, encoded))
          .hasMessageContaining("small order");
    }
    assertThatThrownBy(
            () ->
                new TrustedKey("k", Algorithm.HMAC_SHA256, TrustedKey.Status.ACTIVE, new byte[31]))
        .hasMessageContaining("31 bytes of secret, expected at least 32");
  }

  @Test
  void filesThatSayAnythingElseAreRefused() {
    String good = KeySet.of(ANN.trusted()).text();
    for (String text :
        List.of(
            "",
            good.replace("\"format\":1", "\"format\":2"),
            good.replace("\"threshold\":1", "\"threshold\":0"),
            good.replace("\"sign\":\"code\"", "\"sign\":\"none\""),
            good.replace("Ed25519", "none"),
            good.replace("ACTIVE", "active"),
            good.replace("\"status\":\"ACTIVE\",", ""),
            good.replace("\"public\"", "\"private\""),
            good.replace("\"keys\"", "\"kyes\""),
            good.replace("\"keys\"", "\"allow\":{\"functions\":[]},\"keys\""))) {
      assertThatThrownBy(() -> KeySet.parse(text, name -> ""))
          .isInstanceOf(MillraceException.class);
    }
  }
}
