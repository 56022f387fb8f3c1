// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static io.millrace.expr.DataType.LARGE_UTF8;
import static io.millrace.expr.DataType.UTF8;
import static io.millrace.expr.DataType.UTF8_VIEW;
import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.text.TextArguments.COUNT;
import static io.millrace.text.TextArguments.TEXT;
import static io.millrace.text.TextArguments.exactlyOrFirst;
import static io.millrace.text.TextArguments.texts;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.function.Volatility;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.scalar.ValueSize;
import io.millrace.signature.Argument;
import io.millrace.signature.Argument.Kind;
import io.millrace.signature.Signatures;
import io.millrace.value.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.annotation.Internal;

/** Functions that build new text. */
@Internal
public final class TextBuilding {
  static final Scalar UPPER = mapped("upper", CaseMapping.upper());

  static final Scalar LOWER = mapped("lower", CaseMapping.lower());

  static final Scalar INITCAP =
      mapped(
          "initcap", (Kernel.Bb) (text, out) -> out.append(CaseMapping.initcap(text.toString())));

  static final Scalar REVERSE =
      scalar("reverse")
          .accepts(Signatures.userDefined(StringFunctions::anyText))
          .returnsArgument(0)
          .neverFails()
          .kernel((Kernel.Bb) TextBuilding::reverse);

  static final Scalar CHR =
      scalar("chr")
          .accepts(Signatures.uniform(1, DataType.INT64))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(UTF8)
          .kernel((Kernel.Lb) TextBuilding::chr);

  /** A column of nothing but nulls is refused, as in DataFusion. */
  static final Scalar TO_HEX =
      scalar("to_hex")
          .accepts(Signatures.keepingNull(Signatures.coercible(Argument.of(Kind.INTEGER))))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(UTF8)
          .neverFails()
          .kernel(
              call -> {
                call.refuseNullColumn("to_hex");
                return (Kernel.Lb) (value, out) -> out.append(Long.toHexString(value));
              });

  /** Nulls are left out. */
  static final Scalar CONCAT =
      scalar("concat")
          .size(ResultSize.CHECKED)
          .accepts(Signatures.userDefined(TextArguments::joined))
          .returns(TextArguments::joined)
          .nullsAsValues()
          .kernel((Kernel.Row) JoinedText::concat);

  /** Nulls are left out, but a null separator makes the result null. */
  static final Scalar CONCAT_WS =
      scalar("concat_ws")
          .size(ResultSize.CHECKED)
          .accepts(Signatures.userDefined(TextBuilding::separated))
          .returns(TextArguments::joined)
          .nullsAsValues()
          .kernel((Kernel.Row) JoinedText::concatWs);

  static final Scalar REPEAT =
      scalar("repeat")
          .size(ResultSize.CHECKED)
          .accepts(Signatures.coercible(TEXT, COUNT))
          .returnsArgument(0)
          .kernel((Kernel.Blb) TextBuilding::repeat);

  static final Scalar REPLACE =
      scalar("replace")
          .size(ResultSize.CHECKED)
          .accepts(Signatures.userDefined(TextBuilding::replaceTypes))
          .returns(call -> TextArguments.built(call.type(0).unwrapped()))
          .kernel((Kernel.Bbbb) ReplacedText::replace);

  static final Scalar LPAD = pad("lpad", true);

  static final Scalar RPAD = pad("rpad", false);

  static final Scalar TRANSLATE =
      scalar("translate")
          .size(ResultSize.times(4))
          .accepts(
              exactlyOrFirst(
                  List.of(
                      List.of(UTF8_VIEW, UTF8, UTF8),
                      List.of(UTF8, UTF8, UTF8),
                      List.of(LARGE_UTF8, UTF8, UTF8))))
          .returnsArgument(0)
          .neverFails()
          .kernel((Kernel.Bbbb) ReplacedText::translate);

  static final Scalar UUID_V4 =
      scalar("uuid")
          .accepts(Signatures.nullary())
          .size(ResultSize.OF_ARGUMENTS)
          .returns(UTF8)
          .volatility(Volatility.VOLATILE)
          .neverFails()
          .kernel((Kernel.Row) (args, row, out) -> text(out, row, UUID.randomUUID().toString()));

  public static final List<Scalar> ALL =
      List.of(
          UPPER,
          LOWER,
          INITCAP,
          REVERSE,
          CHR,
          TO_HEX,
          CONCAT,
          CONCAT_WS,
          REPEAT,
          REPLACE,
          LPAD,
          RPAD,
          TRANSLATE,
          UUID_V4,
          Overlay.OVERLAY);

  private TextBuilding() {}

  private static void text(Block out, int row, String text) {
    byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ((BytesBlock) out).set(row, utf8, 0, utf8.length);
  }

  private static Scalar mapped(String name, Kernel kernel) {
    return scalar(name)
        .size(ResultSize.times(3))
        .accepts(texts(1))
        .returnsArgument(0)
        .neverFails()
        .kernel(kernel);
  }

  private static void reverse(BytesView text, BytesOut out) {
    int end = text.end;
    while (end > text.start) {
      int previous = Utf8.skipBack(text.bytes, text.start, end, 1);
      out.append(text.bytes, previous, end);
      end = previous;
    }
  }

  private static void chr(long point, BytesOut out) {
    if (point < 0 || point > Character.MAX_CODE_POINT || (point >= 0xD800 && point < 0xE000)) {
      throw new EvaluationError("Cannot compute chr(" + point + "): no such character");
    }
    out.append(Character.toString((int) point));
  }

  /** Binary is read as text here, and there must be something to join. */
  private static Optional<List<DataType>> separated(List<DataType> given) {
    if (given.size() < 2) {
      return Optional.empty();
    }
    List<DataType> types = new ArrayList<>();
    for (DataType each : given) {
      types.add(each.isBinary() ? DataType.NULL : each);
    }
    return TextArguments.joined(types);
  }

  private static void repeat(BytesView text, long count, BytesOut out) {
    if (count <= 0 || text.length() == 0) {
      return;
    }
    boolean huge = count > ValueSize.MAX_BYTES;
    ValueSize.check("repeat", huge ? Long.MAX_VALUE : count * text.length());
    for (long i = 0; i < count; i++) {
      out.append(text);
    }
  }

  /** A NULL among them makes all of them Utf8. */
  private static Optional<List<DataType>> replaceTypes(List<DataType> given) {
    Optional<List<DataType>> types = Signatures.string(3).coerce(given);
    return types.map(
        each -> given.stream().anyMatch(DataType::isNull) ? List.of(UTF8, UTF8, UTF8) : each);
  }

  private static Scalar pad(String name, boolean left) {
    return scalar(name)
        .size(ResultSize.CHECKED)
        .accepts(Signatures.userDefined(TextBuilding::padTypes))
        .returnsArgument(0)
        .kernel(
            (Kernel.Row) (args, row, out) -> Padding.pad(name, left, args, row, (BytesBlock) out));
  }

  private static Optional<List<DataType>> padTypes(List<DataType> given) {
    if (given.size() < 2 || given.size() > 3) {
      return Optional.empty();
    }
    DataType count = given.get(1);
    if (!TextArguments.isCount(count)) {
      return Optional.empty();
    }
    boolean exact = count.equals(DataType.INT64);
    boolean texts = given.size() == 2 || given.get(2).isText();
    boolean large = given.get(0).equals(LARGE_UTF8) && exact && texts;
    DataType text = large ? LARGE_UTF8 : UTF8;
    return Optional.of(
        given.size() == 2 ? List.of(text, DataType.INT64) : List.of(text, DataType.INT64, UTF8));
  }
}
