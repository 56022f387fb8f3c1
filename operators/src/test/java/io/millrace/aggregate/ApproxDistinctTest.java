// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.signature.Call;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimates are those of DataFusion 55 for the same values. */
class ApproxDistinctTest {
  private static final int[] COUNTS = {100, 1000, 20000};

  @ParameterizedTest
  @CsvSource({
    "INT64, 100, 1008, 20051",
    "UINT64, 100, 985, 20015",
    "INT32, 100, 1008, 20054",
    "UINT32, 100, 985, 20015",
    "INT16, 100, 1000, 20000",
    "BOOLEAN, 2, 2, 2",
    "DATE32, 100, 1008, 20054",
    "TIMESTAMP, 100, 1008, 20051",
    "DURATION, 100, 1008, 20051",
    "DECIMAL32, 100, 1008, 20054",
    "DECIMAL64, 100, 1008, 20051",
    "DECIMAL128, 100, 1008, 20052",
    "DECIMAL256, 99, 1001, 19950",
    "UTF8, 100, 1005, 20068",
    "UTF8_VIEW, 100, 1002, 20017",
    "BINARY, 100, 999, 20134",
    "BINARY_VIEW, 100, 1002, 20017",
    "LONG_UTF8, 100, 995, 19894",
    "LONG_UTF8_VIEW, 100, 1004, 20192",
    "UTF8_TO_31, 97, 948, 17738",
    "UTF8_TO_399, 100, 999, 19854",
    "MONTH_DAY_NANO, 100, 998, 20039"
  })
  void estimatesAreThoseOfDataFusion(String values, long few, long more, long many) {
    long[] expected = {few, more, many};
    for (int i = 0; i < COUNTS.length; i++) {
      Accumulator sketch = sketch(values);
      sketch.resize(2);
      Block block = block(values, 0, COUNTS[i]);
      int[] slots = new int[COUNTS[i]];
      sketch.updateOne(new Block[] {block}, slots, COUNTS[i]);
      sketch.update(new Block[] {block}, slots, COUNTS[i]);
      assertThat(estimate(sketch, 0)).isEqualTo(expected[i]);
      assertThat(estimate(sketch, 1)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"INT64", "UTF8", "INT16", "UTF8_VIEW"})
  void statesAreMergedWhereverTheyAreCut(String values) {
    for (int count : new int[] {3, 200, 300, 600, 5000}) {
      Accumulator whole = sketch(values);
      whole.resize(1);
      whole.updateOne(new Block[] {block(values, 0, count)}, new int[count], count);
      Accumulator parts = sketch(values);
      parts.resize(3);
      int cut = count / 3;
      parts.updateOne(new Block[] {block(values, 0, cut)}, new int[cut], cut);
      int rest = count - cut;
      int[] second = new int[rest];
      Arrays.fill(second, 1);
      parts.update(new Block[] {block(values, cut, rest)}, second, rest);
      parts.load(2, parts.state(0));
      parts.merge(2, parts.state(1));
      assertThat(estimate(parts, 2)).isEqualTo(estimate(whole, 0));
    }
  }

  private static Accumulator sketch(String values) {
    DataType type = type(values);
    Call call = new Call(List.of(type), Collections.<Literal>singletonList(null), DataType.UINT64);
    Aggregate.Request request = new Aggregate.Request(call, false, false, List.of());
    return AggregateFunctions.APPROX_DISTINCT.accumulator().apply(request);
  }

  private static long estimate(Accumulator sketch, int slot) {
    Block out = Block.of(Lane.LONG, 1);
    sketch.result(slot, out, 0);
    return ((LongBlock) out).values[0];
  }

  private static Block block(String values, int first, int count) {
    DataType type = type(values);
    Block block = Block.of(Lane.of(type), Math.max(1, count));
    for (int i = 0; i < count; i++) {
      Cells.set(block, i, type, value(values, (first + i) * 7919L - 5000));
    }
    return block;
  }

  private static DataType type(String values) {
    return switch (values) {
      case "TIMESTAMP" -> DataType.parse("Timestamp(us)");
      case "DURATION" -> DataType.parse("Duration(ms)");
      case "DECIMAL32" -> DataType.parse("Decimal32(9, 0)");
      case "DECIMAL64" -> DataType.parse("Decimal64(18, 0)");
      case "DECIMAL128" -> DataType.parse("Decimal128(38, 0)");
      case "DECIMAL256" -> DataType.parse("Decimal256(60, 0)");
      case "UINT64" -> DataType.UINT64;
      case "UINT32" -> DataType.UINT32;
      case "INT64" -> DataType.INT64;
      case "INT32" -> DataType.INT32;
      case "INT16" -> DataType.INT16;
      case "DATE32" -> DataType.DATE32;
      case "BOOLEAN" -> DataType.BOOLEAN;
      case "BINARY" -> DataType.BINARY;
      case "BINARY_VIEW" -> DataType.BINARY_VIEW;
      case "MONTH_DAY_NANO" -> DataType.INTERVAL_MONTH_DAY_NANO;
      default -> values.endsWith("VIEW") ? DataType.UTF8_VIEW : DataType.UTF8;
    };
  }

  private static Object value(String values, long number) {
    String text = "key-" + number;
    return switch (values) {
      case "BOOLEAN" -> number % 2 == 0;
      case "INT16" -> Math.floorMod(number, 30011L);
      case "UINT32", "UINT64" -> number + 5000;
      case "DECIMAL32", "DECIMAL64", "DECIMAL128", "DECIMAL256" -> BigInteger.valueOf(number);
      case "UTF8", "UTF8_VIEW" -> text;
      case "LONG_UTF8", "LONG_UTF8_VIEW" ->
          "a longer text, number " + number + ", with more behind it";
      case "UTF8_TO_31" -> cut(number, 32);
      case "UTF8_TO_399" -> cut(number, 400);
      case "BINARY", "BINARY_VIEW" -> Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
      case "MONTH_DAY_NANO" ->
          new Interval(
              (int) Math.floorMod(number, 50L), (int) Math.floorMod(number, 1000L), number);
      default -> number;
    };
  }

  /** Texts of all lengths below one. */
  private static String cut(long number, int lengths) {
    return (number + "-").repeat(200).substring(0, (int) Math.floorMod(number, (long) lengths));
  }
}
