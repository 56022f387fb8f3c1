// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.BytesView;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Argument;
import io.millrace.signature.Argument.Kind;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Digests of text and binary. */
@Internal
public final class HashFunctions {
  static final Scalar MD5 =
      scalar("md5")
          .accepts(hashable())
          .returns(DataType.UTF8_VIEW)
          .neverFails()
          .kernel(
              (Kernel.Bb)
                  (bytes, out) -> out.append(HexFormat.of().formatHex(digest("MD5", bytes))));

  public static final List<Scalar> ALL =
      List.of(
          MD5,
          sha("sha224", "SHA-224"),
          sha("sha256", "SHA-256"),
          sha("sha384", "SHA-384"),
          sha("sha512", "SHA-512"));

  private HashFunctions() {}

  private static Signature hashable() {
    Signature either =
        Signatures.oneOf(
            Signatures.coercible(Argument.of(Kind.STRING)),
            Signatures.coercible(Argument.of(Kind.BINARY)));
    return given ->
        given.stream().anyMatch(DataType.FixedSizeBinary.class::isInstance)
            ? Optional.empty()
            : either.coerce(given);
  }

  private static Scalar sha(String name, String algorithm) {
    return scalar(name)
        .accepts(hashable())
        .returns(DataType.BINARY)
        .neverFails()
        .kernel(
            (Kernel.Bb)
                (bytes, out) -> {
                  byte[] digest = digest(algorithm, bytes);
                  out.append(digest, 0, digest.length);
                });
  }

  private static byte[] digest(String algorithm, BytesView bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(bytes.bytes, bytes.start, bytes.length());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has " + algorithm, e);
    }
  }
}
