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
import io.millrace.column.LongBlock;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import io.millrace.function.Volatility;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.scalar.ValueSize;
import io.millrace.signature.Argument;
import io.millrace.signature.Argument.Kind;
import io.millrace.signature.Signatures;
import io.millrace.value.AsciiCase;
import io.millrace.value.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;

/** Functions that build new text. */
@Internal
public final class TextBuilding {
  static final Scalar UPPER =
      mapped("upper", cased(AsciiCase.UPPER, each -> each.toUpperCase(Locale.ROOT)));

  static final Scalar LOWER =
      mapped("lower", cased(AsciiCase.LOWER, each -> each.toLowerCase(Locale.ROOT)));

  static final Scalar INITCAP =
      mapped("initcap", (Kernel.Bb) (text, out) -> out.append(initcap(text.toString())));

  static final Scalar REVERSE =
      scalar("reverse")
          .accepts(Signatures.userDefined(StringFunctions::anyText))
          .returnsArgument(0)
          .neverFails()
          .kernel((Kernel.Bb) TextBuilding::reverse);

  static final Scalar CHR =
      scalar("chr")
          .accepts(Signatures.uniform(1, DataType.INT64))
          .returns(UTF8)
          .kernel((Kernel.Lb) TextBuilding::chr);

  static final Scalar TO_HEX =
      scalar("to_hex")
          .accepts(Signatures.coercible(Argument.of(Kind.INTEGER)))
          .returns(UTF8)
          .neverFails()
          .kernel((Kernel.Lb) (value, out) -> out.append(Long.toHexString(value)));

  /** Nulls are left out. */
  static final Scalar CONCAT =
      scalar("concat")
          .accepts(Signatures.userDefined(TextArguments::joined))
          .returns(TextArguments::joined)
          .nullsAsValues()
          .kernel((Kernel.Row) TextBuilding::concat);

  /** Nulls are left out, but a null separator makes the result null. */
  static final Scalar CONCAT_WS =
      scalar("concat_ws")
          .accepts(Signatures.userDefined(TextBuilding::separated))
          .returns(TextArguments::joined)
          .nullsAsValues()
          .kernel((Kernel.Row) TextBuilding::concatWs);

  static final Scalar REPEAT =
      scalar("repeat")
          .accepts(Signatures.coercible(TEXT, COUNT))
          .returnsArgument(0)
          .kernel((Kernel.Blb) TextBuilding::repeat);

  static final Scalar REPLACE =
      scalar("replace")
          .accepts(Signatures.userDefined(TextBuilding::replaceTypes))
          .returns(call -> TextArguments.built(call.type(0).unwrapped()))
          .kernel((Kernel.Bbbb) TextBuilding::replace);

  static final Scalar LPAD = pad("lpad", true);

  static final Scalar RPAD = pad("rpad", false);

  static final Scalar TRANSLATE =
      scalar("translate")
          .accepts(
              exactlyOrFirst(
                  List.of(
                      List.of(UTF8_VIEW, UTF8, UTF8),
                      List.of(UTF8, UTF8, UTF8),
                      List.of(LARGE_UTF8, UTF8, UTF8))))
          .returnsArgument(0)
          .neverFails()
          .kernel((Kernel.Bbbb) TextBuilding::translate);

  static final Scalar UUID_V4 =
      scalar("uuid")
          .accepts(Signatures.nullary())
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
    return scalar(name).accepts(texts(1)).returnsArgument(0).neverFails().kernel(kernel);
  }

  /** All bytes of a block at once if they are ASCII, else row by row. */
  private static Kernel cased(AsciiCase ascii, UnaryOperator<String> other) {
    Kernel.Bb byValue = (text, out) -> cased(text, ascii, other, out);
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          BytesBlock text = (BytesBlock) args[0];
          BytesBlock result = (BytesBlock) out;
          if (text.isAscii(rows)) {
            int start = result.extend(text.used());
            ascii.write(text.bytes, 0, text.used(), result.bytes, start);
            for (int i = 0; i < rows; i++) {
              result.starts[i] = start + text.starts[i];
              result.ends[i] = start + text.ends[i];
            }
            return;
          }
          BytesView view = new BytesView();
          BytesOut sink = new BytesOut();
          ValidRows left = new ValidRows(out, rows);
          for (int row = left.next(); row >= 0; row = left.next()) {
            view.move(text, row);
            sink.move(result, row);
            byValue.apply(view, sink);
            sink.finish();
          }
        };
    return loop.byValue(byValue);
  }

  private static void cased(
      BytesView text, AsciiCase ascii, UnaryOperator<String> other, BytesOut out) {
    byte[] cased = new byte[text.length()];
    if (ascii.write(text.bytes, text.start, text.end, cased, 0)) {
      out.append(cased, 0, cased.length);
    } else {
      out.append(other.apply(text.toString()));
    }
  }

  private static String initcap(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      String each = Character.toString(point);
      out.append(inWord ? each.toLowerCase(Locale.ROOT) : each.toUpperCase(Locale.ROOT));
      inWord = isAlphanumeric(point);
    }
    return out.toString();
  }

  private static boolean isAlphanumeric(int point) {
    int type = Character.getType(point);
    return Character.isAlphabetic(point)
        || type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
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

  private static void concat(Block[] args, int row, Block out) {
    join(args, 0, row, (BytesBlock) out, null);
  }

  private static void concatWs(Block[] args, int row, Block out) {
    if (args[0].isNull(row)) {
      out.setNull(row);
      return;
    }
    BytesView separator = new BytesView();
    separator.move((BytesBlock) args[0], row);
    join(args, 1, row, (BytesBlock) out, separator);
  }

  private static void join(Block[] args, int first, int row, BytesBlock out, BytesView separator) {
    long size = 0;
    for (int i = first; i < args.length; i++) {
      BytesBlock each = (BytesBlock) args[i];
      size += each.isNull(row) ? 0 : each.ends[row] - each.starts[row];
      size += separator == null ? 0 : separator.length();
    }
    ValueSize.check(separator == null ? "concat" : "concat_ws", size);
    out.begin(row);
    boolean any = false;
    for (int i = first; i < args.length; i++) {
      BytesBlock each = (BytesBlock) args[i];
      if (!each.isNull(row)) {
        if (any && separator != null) {
          out.append(separator.bytes, separator.start, separator.end);
        }
        out.append(each.bytes, each.starts[row], each.ends[row]);
        any = true;
      }
    }
    out.finish(row);
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

  private static void replace(BytesView text, BytesView from, BytesView to, BytesOut out) {
    if (from.length() == 0) {
      out.append(text);
      return;
    }
    int growth = to.length() - from.length();
    if (growth > 0) {
      long found = 0;
      for (int i = text.start; (i = Utf8.indexOf(text, i, from)) >= 0; i += from.length()) {
        found++;
      }
      ValueSize.check("replace", text.length() + found * growth);
    }
    int at = text.start;
    int next;
    while ((next = Utf8.indexOf(text, at, from)) >= 0) {
      out.append(text.bytes, at, next);
      out.append(to);
      at = next + from.length();
    }
    out.append(text.bytes, at, text.end);
  }

  private static Scalar pad(String name, boolean left) {
    return scalar(name)
        .accepts(Signatures.userDefined(TextBuilding::padTypes))
        .returnsArgument(0)
        .kernel((Kernel.Row) (args, row, out) -> pad(name, left, args, row, (BytesBlock) out));
  }

  private static Optional<List<DataType>> padTypes(List<DataType> given) {
    if (given.size() < 2 || given.size() > 3) {
      return Optional.empty();
    }
    DataType count = given.get(1);
    boolean counts = count.isNull() || (count.isInteger() && !count.equals(DataType.UINT64));
    if (!counts) {
      return Optional.empty();
    }
    boolean exact = count.equals(DataType.INT64);
    boolean texts = given.size() == 2 || given.get(2).isText();
    boolean large = given.get(0).equals(LARGE_UTF8) && exact && texts;
    DataType text = large ? LARGE_UTF8 : UTF8;
    return Optional.of(
        given.size() == 2 ? List.of(text, DataType.INT64) : List.of(text, DataType.INT64, UTF8));
  }

  private static void pad(String name, boolean left, Block[] args, int row, BytesBlock out) {
    BytesView text = new BytesView();
    text.move((BytesBlock) args[0], row);
    long length = Math.max(0, ((LongBlock) args[1]).values[row]);
    BytesView fill = new BytesView();
    if (args.length == 3) {
      fill.move((BytesBlock) args[2], row);
    } else {
      fill.bytes = new byte[] {' '};
      fill.end = 1;
    }
    ValueSize.check(name, length);
    long missing = length - Utf8.codePoints(text);
    out.begin(row);
    if (missing <= 0) {
      out.append(text.bytes, text.start, Utf8.skip(text.bytes, text.start, text.end, length));
    } else if (left) {
      fill(fill, missing, out);
      out.append(text.bytes, text.start, text.end);
    } else {
      out.append(text.bytes, text.start, text.end);
      fill(fill, missing, out);
    }
    out.finish(row);
  }

  private static void fill(BytesView fill, long points, BytesBlock out) {
    long each = Utf8.codePoints(fill);
    if (each == 0) {
      return;
    }
    ValueSize.check("padding", points / each * fill.length());
    for (long i = 0; i < points / each; i++) {
      out.append(fill.bytes, fill.start, fill.end);
    }
    int rest = Utf8.skip(fill.bytes, fill.start, fill.end, points % each);
    out.append(fill.bytes, fill.start, rest);
  }

  /** Code points of {@code from} become those at the same place of {@code to}, or go. */
  private static void translate(BytesView text, BytesView from, BytesView to, BytesOut out) {
    int[] sources = from.toString().codePoints().toArray();
    int[] targets = to.toString().codePoints().toArray();
    StringBuilder result = new StringBuilder(text.length());
    text.toString()
        .codePoints()
        .forEach(
            point -> {
              int at = 0;
              while (at < sources.length && sources[at] != point) {
                at++;
              }
              if (at == sources.length) {
                result.appendCodePoint(point);
              } else if (at < targets.length) {
                result.appendCodePoint(targets[at]);
              }
            });
    out.append(result.toString());
  }
}
