// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.codec.digest.Blake3;

/** Algorithms that make a few bytes of many. */
enum Digest {
  MD5,
  SHA224,
  SHA256,
  SHA384,
  SHA512,
  BLAKE2S,
  BLAKE2B,
  BLAKE3;

  /** As SQL has it. */
  String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  byte[] of(byte[] bytes, int from, int to) {
    return switch (this) {
      case MD5 -> ofJdk("MD5", bytes, from, to);
      case SHA224 -> ofJdk("SHA-224", bytes, from, to);
      case SHA256 -> ofJdk("SHA-256", bytes, from, to);
      case SHA384 -> ofJdk("SHA-384", bytes, from, to);
      case SHA512 -> ofJdk("SHA-512", bytes, from, to);
      case BLAKE2S -> Blake2.S.digest(bytes, from, to);
      case BLAKE2B -> Blake2.B.digest(bytes, from, to);
      case BLAKE3 -> Blake3.hash(Arrays.copyOfRange(bytes, from, to));
    };
  }

  private static byte[] ofJdk(String algorithm, byte[] bytes, int from, int to) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(bytes, from, to - from);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has " + algorithm, e);
    }
  }
}
