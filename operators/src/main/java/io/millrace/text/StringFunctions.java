// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static io.millrace.expr.DataType.INT64;
import static io.millrace.expr.DataType.LARGE_UTF8;
import static io.millrace.expr.DataType.UTF8;
import static io.millrace.expr.DataType.UTF8_VIEW;
import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.text.TextArguments.COUNT;
import static io.millrace.text.TextArguments.POSITION;
import static io.millrace.text.TextArguments.TEXT;
import static io.millrace.text.TextArguments.exactlyOrFirst;
import static io.millrace.text.TextArguments.texts;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.Signatures;
import io.millrace.value.Needle;
import io.millrace.value.Utf8;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/** Functions that cut, search and measure text; those that build it are {@link TextBuilding}. */
@Internal
public final class StringFunctions {
  static final Scalar ASCII =
      scalar("ascii")
          .accepts(texts(1))
          .size(ResultSize.WIDTH)
          .returns(call -> TextArguments.result(call.type(0), text -> DataType.INT32))
          .neverFails()
          .kernel((Kernel.Bl) text -> text.length() == 0 ? 0 : text.toString().codePointAt(0));

  static final Scalar CHARACTER_LENGTH =
      scalar("character_length")
          .accepts(Signatures.userDefined(StringFunctions::anyText))
          .size(ResultSize.WIDTH)
          .returns(call -> TextArguments.result(call.type(0), TextArguments::count))
          .neverFails()
          .kernel(
              ((Kernel.Blocks) StringFunctions::codePoints).byValue((Kernel.Bl) Utf8::codePoints));

  static final Scalar OCTET_LENGTH = measure("octet_length", 1);

  static final Scalar BIT_LENGTH = measure("bit_length", 8);

  static final Scalar STRPOS =
      scalar("strpos")
          .accepts(Signatures.coercible(TEXT, TEXT))
          .size(ResultSize.WIDTH)
          .returns(call -> TextArguments.count(call.type(0)))
          .neverFails()
          .kernel((Kernel.Bbl) StringFunctions::position);

  static final Scalar STARTS_WITH =
      test(
          "starts_with",
          TextTests::startsWith,
          (text, part) ->
              text.length() >= part.length() && Utf8.matches(text.bytes, text.start, part));

  static final Scalar ENDS_WITH =
      test(
          "ends_with",
          TextTests::endsWith,
          (text, part) ->
              text.length() >= part.length()
                  && Utf8.matches(text.bytes, text.end - part.length(), part));

  static final Scalar CONTAINS =
      test(
          "contains",
          TextTests::contains,
          (text, part) -> Utf8.indexOf(text, text.start, part) >= 0);

  static final Scalar BTRIM = trim("btrim", Trim.BOTH);

  static final Scalar LTRIM = trim("ltrim", Trim.LEFT);

  static final Scalar RTRIM = trim("rtrim", Trim.RIGHT);

  static final Scalar SUBSTR =
      scalar("substr")
          .accepts(
              Signatures.oneOf(
                  Signatures.coercible(TEXT, POSITION),
                  Signatures.coercible(TEXT, POSITION, POSITION)))
          .returnsArgument(0)
          .failsWhere(TextSlices::substrFails)
          .kernel(TextSlices::substr);

  static final Scalar LEFT = cut("left", TextSlices.End.LEFT.kernel());

  static final Scalar RIGHT = cut("right", TextSlices.End.RIGHT.kernel());

  static final Scalar SPLIT_PART =
      scalar("split_part")
          .accepts(Signatures.coercible(TEXT, TEXT, COUNT))
          .returnsArgument(0)
          .kernel(SplitPart::kernel);

  static final Scalar SUBSTR_INDEX =
      scalar("substr_index")
          .accepts(
              exactlyOrFirst(
                  List.of(
                      List.of(UTF8_VIEW, UTF8_VIEW, INT64),
                      List.of(UTF8, UTF8, INT64),
                      List.of(LARGE_UTF8, LARGE_UTF8, INT64))))
          .returnsArgument(0)
          .kernel((Kernel.Row) DelimitedText::parts);

  static final Scalar FIND_IN_SET =
      scalar("find_in_set")
          .accepts(
              exactlyOrFirst(
                  List.of(
                      List.of(UTF8_VIEW, UTF8_VIEW),
                      List.of(UTF8, UTF8),
                      List.of(LARGE_UTF8, LARGE_UTF8))))
          .size(ResultSize.WIDTH)
          .returns(call -> TextArguments.count(call.type(0)))
          .neverFails()
          .kernel((Kernel.Bbl) DelimitedText::find);

  /** DataFusion gives these a type, and has no answer. */
  private static final List<DataType> UNEVEN = List.of(UTF8, LARGE_UTF8);

  static final Scalar LEVENSHTEIN =
      scalar("levenshtein")
          .accepts(Signatures.coercible(TEXT, TEXT))
          .size(ResultSize.WIDTH)
          .returns(StringFunctions::distance)
          .kernel(
              call -> {
                if (call.types().equals(UNEVEN)) {
                  throw new MillraceException(
                      ErrorCode.TYPE_MISMATCH,
                      "Cannot bind levenshtein: the texts are "
                          + UNEVEN
                          + ", expected another order");
                }
                return (Kernel.Bbl) EditDistance::between;
              });

  public static final List<Scalar> ALL =
      List.of(
          ASCII,
          CHARACTER_LENGTH,
          OCTET_LENGTH,
          BIT_LENGTH,
          STRPOS,
          STARTS_WITH,
          ENDS_WITH,
          CONTAINS,
          BTRIM,
          LTRIM,
          RTRIM,
          SUBSTR,
          LEFT,
          RIGHT,
          SPLIT_PART,
          SUBSTR_INDEX,
          FIND_IN_SET,
          LEVENSHTEIN);

  private enum Trim {
    LEFT,
    RIGHT,
    BOTH
  }

  private StringFunctions() {}

  private static void codePoints(Block[] args, Block out, int rows, RowErrors errors) {
    BytesBlock text = (BytesBlock) args[0];
    long[] counts = ((LongBlock) out).values;
    if (text.isAscii(rows)) {
      for (int i = 0; i < rows; i++) {
        counts[i] = (long) text.ends[i] - text.starts[i];
      }
      return;
    }
    ValidRows left = new ValidRows(out, rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      counts[row] = Utf8.codePoints(text.bytes, text.starts[row], text.ends[row]);
    }
  }

  /** Two texts, but no large one beside one that is not: DataFusion fails over those. */
  private static DataType distance(Call call) {
    if (call.types().equals(UNEVEN)) {
      return DataType.INT64;
    }
    return call.type(1).equals(UTF8_VIEW) ? DataType.INT32 : TextArguments.count(call.type(0));
  }

  /** Text as it is; other values as a view; what is in a dictionary stays there. */
  static Optional<List<DataType>> anyText(List<DataType> given) {
    return given.size() == 1 ? Optional.of(List.of(anyText(given.get(0)))) : Optional.empty();
  }

  private static DataType anyText(DataType type) {
    if (type instanceof DataType.Dictionary dictionary) {
      return new DataType.Dictionary(dictionary.key(), anyText(dictionary.value()));
    }
    DataType other = type.equals(DataType.LARGE_BINARY) ? LARGE_UTF8 : UTF8_VIEW;
    return type.isText() ? type : other;
  }

  private static Scalar measure(String name, int unit) {
    return scalar(name)
        .accepts(texts(1))
        .size(ResultSize.WIDTH)
        .returns(call -> TextArguments.result(call.type(0), TextArguments::count))
        .neverFails()
        .kernel((Kernel.Bl) text -> (long) text.length() * unit);
  }

  /**
   * @param forConstant makes the test of a second argument that is known beforehand
   */
  private static Scalar test(String name, Function<Needle, Kernel> forConstant, Kernel.Bbz test) {
    return scalar(name)
        .accepts(Signatures.coercible(TEXT, TEXT))
        .returns(DataType.BOOLEAN)
        .neverFails()
        .kernel(
            call -> {
              String constant = call.constantText(1);
              return constant == null ? test : forConstant.apply(Needle.of(constant));
            });
  }

  private static long position(BytesView text, BytesView part) {
    int at = Utf8.indexOf(text, text.start, part);
    if (at < 0) {
      return 0;
    }
    long points = 1;
    for (int i = text.start; i < at; i++) {
      points += Utf8.isContinuation(text.bytes[i]) ? 0 : 1;
    }
    return points;
  }

  private static Scalar trim(String name, Trim side) {
    return scalar(name)
        .accepts(Signatures.oneOf(texts(1), Signatures.coercible(TEXT, TEXT)))
        .returnsArgument(0)
        .neverFails()
        .kernel(
            call ->
                call.arity() == 1
                    ? (Kernel.Bb) (text, out) -> trimBlanks(text, side, out)
                    : (Kernel.Bbb) (text, set, out) -> trim(text, set, side, out));
  }

  private static void trimBlanks(BytesView text, Trim side, BytesOut out) {
    int start = text.start;
    int end = text.end;
    while (side != Trim.RIGHT && start < end && text.bytes[start] == ' ') {
      start++;
    }
    while (side != Trim.LEFT && start < end && text.bytes[end - 1] == ' ') {
      end--;
    }
    out.append(text.bytes, start, end);
  }

  private static void trim(BytesView text, BytesView set, Trim side, BytesOut out) {
    CharacterSet trimmed = new CharacterSet(set);
    int start = text.start;
    int end = text.end;
    while (side != Trim.RIGHT && start < end) {
      int next = Utf8.skip(text.bytes, start, end, 1);
      if (!trimmed.has(text.bytes, start, next)) {
        break;
      }
      start = next;
    }
    while (side != Trim.LEFT && start < end) {
      int previous = Utf8.skipBack(text.bytes, start, end, 1);
      if (!trimmed.has(text.bytes, previous, end)) {
        break;
      }
      end = previous;
    }
    out.append(text.bytes, start, end);
  }

  private static Scalar cut(String name, Kernel kernel) {
    return scalar(name)
        .accepts(
            exactlyOrFirst(
                List.of(
                    List.of(UTF8_VIEW, INT64), List.of(UTF8, INT64), List.of(LARGE_UTF8, INT64))))
        .returnsArgument(0)
        .neverFails()
        .kernel(kernel);
  }
}
