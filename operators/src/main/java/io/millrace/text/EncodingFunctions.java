// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.BytesOut;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.scalar.ValueSize;
import io.millrace.signature.Argument;
import io.millrace.signature.Argument.Kind;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** Bytes written in letters and read back; the encoding is a constant. */
@Internal
public final class EncodingFunctions {
  /** Text is taken as its UTF-8. */
  private static final Signature BYTES_AND_NAME =
      Signatures.coercible(Argument.of(Kind.BINARY).orFrom(Kind.STRING), Argument.of(Kind.STRING));

  private interface Encoding {
    void apply(byte[] bytes, BytesOut out);
  }

  private static final Map<String, Encoding> ENCODERS =
      Map.of(
          "hex", (bytes, out) -> out.append(HexFormat.of().formatHex(bytes)),
          "base64", (bytes, out) -> append(Base64.getEncoder().withoutPadding().encode(bytes), out),
          "base64pad", (bytes, out) -> append(Base64.getEncoder().encode(bytes), out));

  private static final Map<String, Encoding> DECODERS =
      Map.of(
          "hex", EncodingFunctions::fromHex,
          "base64", EncodingFunctions::fromBase64,
          "base64pad", EncodingFunctions::fromBase64);

  static final Scalar ENCODE =
      scalar("encode")
          .accepts(BYTES_AND_NAME)
          .returns(call -> isLarge(call) ? DataType.LARGE_UTF8 : DataType.UTF8)
          .size(ResultSize.CHECKED)
          .kernel(EncodingFunctions::encoding);

  static final Scalar DECODE =
      scalar("decode")
          .accepts(BYTES_AND_NAME)
          .size(ResultSize.OF_ARGUMENTS)
          .returns(call -> isLarge(call) ? DataType.LARGE_BINARY : DataType.BINARY)
          .kernel(call -> kernel("decode", DECODERS, call));

  public static final List<Scalar> ALL = List.of(ENCODE, DECODE);

  private EncodingFunctions() {}

  private static boolean isLarge(Call call) {
    return call.type(0).equals(DataType.LARGE_BINARY);
  }

  private static Kernel encoding(Call call) {
    Kernel.Bbb kernel = kernel("encode", ENCODERS, call);
    boolean hex = "hex".equals(call.constantText(1));
    return (Kernel.Bbb)
        (value, name, out) -> {
          long length = value.length();
          ValueSize.check("encode", hex ? 2 * length : (length + 2) / 3 * 4);
          kernel.apply(value, name, out);
        };
  }

  private static Kernel.Bbb kernel(String function, Map<String, Encoding> encodings, Call call) {
    String name = call.constantText(1);
    Encoding encoding = name == null ? null : encodings.get(name);
    if (encoding == null) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot bind "
              + function
              + ": the encoding is "
              + (name == null ? "no constant text" : "'" + name + "'")
              + ", expected 'base64', 'base64pad' or 'hex'");
    }
    return (value, ignored, out) ->
        encoding.apply(Arrays.copyOfRange(value.bytes, value.start, value.end), out);
  }

  private static void append(byte[] bytes, BytesOut out) {
    out.append(bytes, 0, bytes.length);
  }

  private static void fromHex(byte[] text, BytesOut out) {
    byte[] bytes = new byte[text.length / 2];
    if (text.length % 2 != 0) {
      throw new EvaluationError("Cannot decode hex: the number of digits is odd");
    }
    for (int i = 0; i < text.length; i++) {
      if (text[i] < 0 || !HexFormat.isHexDigit(text[i])) {
        throw undecodable("hex", text[i], i);
      }
      bytes[i / 2] = (byte) (bytes[i / 2] << 4 | HexFormat.fromHexDigit(text[i]));
    }
    append(bytes, out);
  }

  /** Padding may be missing, in part or all, but bits that belong to no byte must be zero. */
  private static void fromBase64(byte[] text, BytesOut out) {
    int end = text.length;
    while (end > 0 && text[end - 1] == '=') {
      end--;
    }
    if (text.length - end > (4 - end % 4) % 4) {
      throw undecodable("base64", '=', end);
    }
    for (int i = 0; i < end; i++) {
      if (digit(text[i]) < 0) {
        throw undecodable("base64", text[i], i);
      }
    }
    int loose = end % 4 == 2 ? 15 : end % 4 == 3 ? 3 : 0;
    if (end % 4 == 1 || (loose != 0 && (digit(text[end - 1]) & loose) != 0)) {
      throw undecodable("base64", text[end - 1], end - 1);
    }
    append(Base64.getDecoder().decode(Arrays.copyOf(text, end)), out);
  }

  /** Negative if the letter is none of base64. */
  private static int digit(byte letter) {
    if (letter >= 'A' && letter <= 'Z') {
      return letter - 'A';
    }
    if (letter >= 'a' && letter <= 'z') {
      return letter - 'a' + 26;
    }
    if (letter >= '0' && letter <= '9') {
      return letter - '0' + 52;
    }
    return letter == '+' ? 62 : letter == '/' ? 63 : -1;
  }

  private static EvaluationError undecodable(String encoding, int letter, int place) {
    return new EvaluationError(
        "Cannot decode " + encoding + ": found byte " + (letter & 0xff) + " at offset " + place);
  }
}
