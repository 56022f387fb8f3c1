// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.BytesView;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Argument;
import io.millrace.signature.Argument.Kind;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/** Digests of text and binary. */
@Internal
public final class HashFunctions {
  private static final Argument TEXT = Argument.of(Kind.STRING);
  private static final Argument BINARY = Argument.of(Kind.BINARY);

  static final Scalar MD5 =
      scalar("md5")
          .accepts(
              hashable(Signatures.oneOf(Signatures.coercible(TEXT), Signatures.coercible(BINARY))))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(DataType.UTF8_VIEW)
          .neverFails()
          .kernel(
              (Kernel.Bb)
                  (bytes, out) -> out.append(HexFormat.of().formatHex(hash(Digest.MD5, bytes))));

  /** By the digest that a constant names. */
  static final Scalar DIGEST =
      scalar("digest")
          .accepts(
              hashable(
                  Signatures.oneOf(
                      Signatures.coercible(TEXT, TEXT), Signatures.coercible(BINARY, TEXT))))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(DataType.BINARY)
          .neverFails()
          .kernel(
              call -> {
                Digest digest = digest(call.constantText(1));
                return (Kernel.Bbb) (bytes, name, out) -> append(hash(digest, bytes), out);
              });

  public static final List<Scalar> ALL =
      List.of(
          MD5,
          sha(Digest.SHA224),
          sha(Digest.SHA256),
          sha(Digest.SHA384),
          sha(Digest.SHA512),
          DIGEST);

  private HashFunctions() {}

  private static Signature hashable(Signature either) {
    return given ->
        given.stream().anyMatch(DataType.FixedSizeBinary.class::isInstance)
            ? Optional.empty()
            : either.coerce(given);
  }

  private static Scalar sha(Digest digest) {
    return scalar(digest.spelling())
        .accepts(MD5.accepts())
        .size(ResultSize.OF_ARGUMENTS)
        .returns(DataType.BINARY)
        .neverFails()
        .kernel((Kernel.Bb) (bytes, out) -> append(hash(digest, bytes), out));
  }

  private static byte[] hash(Digest digest, BytesView bytes) {
    return digest.of(bytes.bytes, bytes.start, bytes.end);
  }

  private static void append(byte[] digest, io.millrace.column.BytesOut out) {
    out.append(digest, 0, digest.length);
  }

  /**
   * @param name null if it is no constant text
   */
  private static Digest digest(String name) {
    List<String> names = Stream.of(Digest.values()).map(Digest::spelling).toList();
    int place = names.indexOf(name);
    if (place < 0) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot bind digest: the algorithm is "
              + (name == null ? "no constant text" : "'" + name + "'")
              + ", expected one of "
              + String.join(", ", names));
    }
    return Digest.values()[place];
  }
}
