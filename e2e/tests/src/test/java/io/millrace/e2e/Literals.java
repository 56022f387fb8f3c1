// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Constants of all types, most of which SQL has no literals for. */
final class Literals {
  private Literals() {}

  static List<Literal> all() {
    List<Literal> all = new ArrayList<>();
    numbers(all);
    texts(all);
    times(all);
    nested(all);
    List.copyOf(all).forEach(each -> all.add(new Literal(each.type(), null)));
    return all;
  }

  private static void numbers(List<Literal> all) {
    all.add(new Literal(DataType.INT8, -128L));
    all.add(new Literal(DataType.INT16, 300L));
    all.add(new Literal(DataType.INT32, -7L));
    all.add(new Literal(DataType.INT64, Long.MIN_VALUE));
    all.add(new Literal(DataType.UINT8, 255L));
    all.add(new Literal(DataType.UINT16, 5L));
    all.add(new Literal(DataType.UINT32, 5L));
    all.add(new Literal(DataType.UINT64, 5L));
    all.add(new Literal(DataType.UINT64, -1L));
    all.add(new Literal(DataType.FLOAT32, 1.100000023841858));
    all.add(new Literal(DataType.FLOAT32, Double.NEGATIVE_INFINITY));
    all.add(new Literal(DataType.FLOAT64, Double.NaN));
    all.add(new Literal(DataType.FLOAT64, -0.0));
    BigInteger unscaled = BigInteger.valueOf(-12_345);
    all.add(new Literal(new DataType.Decimal(TypeId.DECIMAL32, 9, 2), unscaled));
    all.add(new Literal(new DataType.Decimal(TypeId.DECIMAL64, 18, 5), unscaled));
    all.add(new Literal(DataType.decimal128(10, 2), unscaled));
    all.add(new Literal(new DataType.Decimal(TypeId.DECIMAL256, 40, 20), unscaled));
  }

  private static void texts(List<Literal> all) {
    Bytes bytes = Bytes.wrap(new byte[] {0, -1, 39});
    all.add(new Literal(DataType.UTF8_VIEW, "it's"));
    all.add(new Literal(DataType.LARGE_UTF8, "é\n"));
    all.add(new Literal(DataType.BINARY, bytes));
    all.add(new Literal(DataType.LARGE_BINARY, bytes));
    all.add(new Literal(DataType.BINARY_VIEW, bytes));
    all.add(new Literal(new DataType.FixedSizeBinary(3), bytes));
    all.add(new Literal(new DataType.Dictionary(DataType.INT32, DataType.UTF8), "x"));
  }

  private static void times(List<Literal> all) {
    all.add(new Literal(DataType.DATE32, -1L));
    all.add(new Literal(DataType.DATE64, 86_400_000L));
    all.add(new Literal(new DataType.Time(TypeId.TIME32, TimeUnit.SECOND), 3_600L));
    all.add(new Literal(new DataType.Time(TypeId.TIME32, TimeUnit.MILLISECOND), 3_601L));
    all.add(new Literal(new DataType.Time(TypeId.TIME64, TimeUnit.MICROSECOND), 1L));
    all.add(new Literal(new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND), 1_000L));
    for (TimeUnit unit : TimeUnit.values()) {
      all.add(new Literal(DataType.timestamp(unit), 1_500_000_000L));
      all.add(new Literal(DataType.timestamp(unit, "Europe/Berlin"), -1L));
      all.add(new Literal(new DataType.Duration(unit), 90L));
    }
    all.add(new Literal(DataType.INTERVAL_YEAR_MONTH, -14L));
    all.add(new Literal(DataType.INTERVAL_DAY_TIME, (3L << 32) | 500L));
    all.add(new Literal(DataType.INTERVAL_MONTH_DAY_NANO, new Interval(1, -2, 3_000_000_001L)));
  }

  private static void nested(List<Literal> all) {
    Field item = Field.of("item", DataType.INT32);
    all.add(new Literal(new DataType.ListOf(TypeId.LIST, item), Arrays.asList(1L, null, 3L)));
    all.add(new Literal(new DataType.ListOf(TypeId.LARGE_LIST, item), List.of()));
    all.add(new Literal(new DataType.FixedSizeList(item, 2), List.of(1L, 2L)));
    DataType.Struct struct =
        new DataType.Struct(
            List.of(Field.of("a", DataType.INT16), Field.of("b c", DataType.UTF8_VIEW)));
    all.add(new Literal(struct, Arrays.asList(1L, "x")));
    all.add(
        new Literal(
            new DataType.ListOf(TypeId.LIST, Field.of("item", struct)),
            List.of(Arrays.asList(2L, null))));
  }
}
