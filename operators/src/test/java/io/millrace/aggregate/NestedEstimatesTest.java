// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.value.Floats;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The estimates are those of DataFusion 55 for x from 0 to 19,999. */
class NestedEstimatesTest {
  private static final int ROWS = 20_000;

  static List<Arguments> columns() {
    DataType longs = list(DataType.INT64);
    return List.of(
        column(longs, x -> List.of(x % 5000, x % 7), 20090),
        column(list(DataType.INT16), x -> List.of(x % 5000), 5018),
        column(list(DataType.FLOAT64), x -> List.of(x % 5000 + 0.5), 4981),
        column(list(DataType.FLOAT32), x -> List.of(x % 3000 + 0.5), 2984),
        column(list(DataType.FLOAT16), x -> List.of(half(x % 3000 + 0.5)), 2015),
        column(list(DataType.UTF8_VIEW), x -> List.of("" + x % 5000), 5043),
        column(list(longs), x -> List.of(Arrays.asList(x % 5000, null), List.of(x % 3)), 15002),
        column(pair(DataType.INT64), x -> List.of(x % 5000, x % 3), 14932),
        column(pair(DataType.UTF8), x -> List.of(x % 5000, "" + x % 3), 15034),
        column(pair(DataType.UTF8_VIEW), x -> List.of(x % 5000, "" + x % 3), 14965),
        column(pair(DataType.BOOLEAN), x -> List.of(x % 5000, x % 2 == 0), 4971),
        column(pair(longs), x -> List.of(x % 5000, List.of(x % 3)), 15002),
        column(pair(DataType.FLOAT64), x -> List.of(x % 5000, x % 3 + 0.5), 14874),
        column(
            pair(DataType.decimal128(20, 2)),
            x -> List.of(x % 5000, BigInteger.valueOf(x % 3 * 100)),
            15059),
        column(pair(DataType.INT64), x -> Arrays.asList(null, x % 5000), 5018),
        column(list(pair(DataType.INT64)), x -> List.of(List.of(x % 5000, x % 3)), 14877));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void estimatesAreThoseOfDataFusion(DataType type, LongFunction<Object> value, long expected) {
    Accumulator sketch = new ApproxDistinct(type);
    sketch.resize(1);
    Block block = Block.of(Lane.of(type), ROWS + 1);
    for (int x = 0; x < ROWS; x++) {
      Cells.set(block, x, type, value.apply(x));
    }
    block.setNull(ROWS);
    sketch.updateOne(new Block[] {block}, new int[ROWS + 1], ROWS + 1);

    LongBlock out = (LongBlock) Block.of(Lane.LONG, 1);
    sketch.result(0, out, 0);
    assertThat(out.values[0]).isEqualTo(expected);
  }

  private static Arguments column(DataType type, LongFunction<Object> value, long expected) {
    return Arguments.of(type, value, expected);
  }

  private static DataType list(DataType item) {
    return new DataType.ListOf(TypeId.LIST, Field.of("item", item));
  }

  private static DataType pair(DataType second) {
    List<Field> members = new ArrayList<>();
    members.add(Field.of("c0", DataType.INT64));
    members.add(Field.of("c1", second));
    return new DataType.Struct(members);
  }

  private static double half(double value) {
    return Floats.toHalf(value);
  }
}
