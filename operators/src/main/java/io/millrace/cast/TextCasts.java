// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.IntervalText;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.value.DateText;
import io.millrace.value.Decimals;
import io.millrace.value.DurationText;
import io.millrace.value.FloatText;
import io.millrace.value.Integers;
import io.millrace.value.TimeText;
import io.millrace.value.TimestampText;
import io.millrace.value.Unreadable;
import io.millrace.value.Utf8;
import io.millrace.value.Zone;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Casts from and to text. */
final class TextCasts {
  private TextCasts() {}

  static Kernel parse(DataType to) {
    return switch (to.family()) {
      case BOOLEAN -> (Kernel.Bz) text -> parseBoolean(text.toString(), to);
      case SIGNED, UNSIGNED ->
          (Kernel.Bl) text -> Integers.parse(text.bytes, text.start, text.end, to);
      case FLOAT -> objects(to, text -> FloatText.parse(text.bytes, text.start, text.end, to));
      case DECIMAL -> objects(to, text -> Decimals.parse(text.toString(), (DataType.Decimal) to));
      case BINARY -> Casts.copy(Lane.BYTES);
      case DATE ->
          to.id() == TypeId.DATE32
              ? (Kernel.Bl) text -> DateText.parseDays(text.toString())
              : (Kernel.Bl) text -> DateText.parseMillis(text.toString());
      case TIME -> time((DataType.Time) to);
      case TIMESTAMP -> parseTimestamp((DataType.Timestamp) to);
      case INTERVAL -> interval((DataType.Interval) to);
      case NULL, TEXT, DURATION, LIST, STRUCT, MAP, UNION, ENCODED ->
          throw Casts.unsupported(DataType.UTF8, to);
    };
  }

  private static Kernel parseTimestamp(DataType.Timestamp to) {
    Zone zone = to.zone() == null ? Zone.UTC : Zone.of(to.zone());
    return (Kernel.Bl) text -> TimestampText.parse(text, zone).in(to.unit());
  }

  private static Kernel time(DataType.Time to) {
    return (Kernel.Bl) text -> TimeText.parse(text.toString(), to);
  }

  private static Kernel interval(DataType.Interval to) {
    return switch (to.unit()) {
      case YEAR_MONTH -> (Kernel.Bl) text -> IntervalCasts.parseMonths(text.toString());
      case DAY_TIME -> (Kernel.Bl) text -> IntervalCasts.parseDayTime(text.toString());
      case MONTH_DAY_NANO ->
          objects(to, text -> IntervalCasts.parse(text.toString(), IntervalText.Unit.MONTH));
    };
  }

  /** A kernel whose result is in {@code Literal}'s Java form. */
  private static Kernel.Row objects(DataType to, Function<BytesView, Object> parse) {
    return (args, row, out) -> {
      BytesView view = new BytesView();
      view.move((BytesBlock) args[0], row);
      Cells.set(out, row, to, parse.apply(view));
    };
  }

  private static boolean parseBoolean(String text, DataType type) {
    return switch (Utf8.asciiLower(text).strip()) {
      case "t", "tr", "tru", "true", "y", "ye", "yes", "on", "1" -> true;
      case "f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0" -> false;
      default -> throw Unreadable.as(text, type);
    };
  }

  static Kernel print(DataType from) {
    return switch (from.family()) {
      case BOOLEAN ->
          texts((args, row) -> ((BoolBlock) args[0]).values[row] != 0 ? "true" : "false");
      case SIGNED, UNSIGNED -> (Kernel.Lb) (value, out) -> out.append(Integers.toText(value, from));
      case FLOAT -> texts((args, row) -> FloatText.of(((DoubleBlock) args[0]).values[row], from));
      case DECIMAL ->
          texts(
              (args, row) ->
                  Decimals.toText(
                      (BigInteger) Cells.get(args[0], row, from),
                      ((DataType.Decimal) from).scale()));
      case BINARY ->
          (Kernel.Bb)
              (value, out) -> {
                if (!Utf8.isValid(value)) {
                  throw new EvaluationError("Cannot cast binary to text: not UTF-8");
                }
                out.append(value);
              };
      case DATE ->
          from.id() == TypeId.DATE32
              ? calendar(DateText::ofDays)
              : calendar(value -> TimestampText.of(value, TimeUnit.MILLISECOND, null));
      case TIME -> {
        TimeUnit unit = ((DataType.Time) from).unit();
        yield calendar(value -> TimeText.of(value, unit));
      }
      case TIMESTAMP -> printTimestamp((DataType.Timestamp) from);
      case DURATION -> {
        TimeUnit unit = ((DataType.Duration) from).unit();
        yield calendar(value -> DurationText.of(value, unit));
      }
      case INTERVAL -> interval(from);
      case NULL, TEXT, LIST, STRUCT, MAP, UNION, ENCODED ->
          throw Casts.unsupported(from, DataType.UTF8);
    };
  }

  private static Kernel interval(DataType from) {
    return switch (((DataType.Interval) from).unit()) {
      case YEAR_MONTH -> (Kernel.Lb) (value, out) -> out.append(IntervalText.ofMonths(value));
      case DAY_TIME -> (Kernel.Lb) (value, out) -> out.append(IntervalText.ofDayTime(value));
      case MONTH_DAY_NANO ->
          texts((args, row) -> IntervalText.of((Interval) Cells.get(args[0], row, from)));
    };
  }

  private static Kernel printTimestamp(DataType.Timestamp from) {
    Zone zone = from.zone() == null ? null : Zone.of(from.zone());
    return calendar(value -> TimestampText.of(value, from.unit(), zone));
  }

  private static Kernel.Lb calendar(LongFunction<String> text) {
    return (value, out) -> out.append(text.apply(value));
  }

  /** The text of a row. */
  private interface Cell {
    String text(Block[] args, int row);
  }

  private static Kernel.Row texts(Cell cell) {
    return (args, row, out) -> {
      byte[] utf8 = cell.text(args, row).getBytes(StandardCharsets.UTF_8);
      ((BytesBlock) out).set(row, utf8, 0, utf8.length);
    };
  }
}
