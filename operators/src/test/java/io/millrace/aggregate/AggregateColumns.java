// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Lane;
import io.millrace.column.RowBatch;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Columns of many types, aggregate calls over them as SQL text, and rows of random values. */
final class AggregateColumns {
  /** Which numbers there are besides small ones. */
  enum Numbers {
    /** Floats are quarters. */
    SMALL,
    /** The greatest that there are of integers and decimals; floats that can be squared. */
    LARGE,
    /** NaN and both infinities, too. */
    ANY
  }

  private static final Map<String, String> TYPES = new LinkedHashMap<>();

  static {
    String[] columns = {
      "i8 Int8",
      "i16 Int16",
      "i32 Int32",
      "i64 Int64",
      "u8 UInt8",
      "u16 UInt16",
      "u32 UInt32",
      "u64 UInt64",
      "f16 Float16",
      "f32 Float32",
      "f64 Float64",
      "d32 Decimal32(7, 2)",
      "d64 Decimal64(15, 2)",
      "dec Decimal128(10, 2)",
      "wide Decimal256(50, 2)",
      "p Boolean",
      "s Utf8",
      "ls LargeUtf8",
      "sv Utf8View",
      "bin Binary",
      "lbin LargeBinary",
      "binv BinaryView",
      "fixed FixedSizeBinary(4)",
      "day Date32",
      "day64 Date64",
      "t32 Time32(s)",
      "t64 Time64(ns)",
      "ts Timestamp(ns, \"UTC\")",
      "tsu Timestamp(µs)",
      "dur Duration(s)",
      "durn Duration(ns)",
      "ym Interval(YearMonth)",
      "dt Interval(DayTime)",
      "span Interval(MonthDayNano)",
      "xs List(Int64)",
      "st Struct(\"a\": Int64, \"b\": Utf8)",
      "dict Dictionary(Int32, Utf8)",
      "nul Null",
      "w Float64"
    };
    for (String column : columns) {
      int space = column.indexOf(' ');
      TYPES.put(column.substring(0, space), column.substring(space + 1));
    }
  }

  static final Schema SCHEMA =
      new Schema(
          "t",
          TYPES.entrySet().stream()
              .map(each -> Field.of(each.getKey(), DataType.parse(each.getValue())))
              .toList());

  private AggregateColumns() {}

  static List<String> names() {
    return List.copyOf(TYPES.keySet());
  }

  static List<DataType> types() {
    return SCHEMA.fields().stream().map(Field::type).toList();
  }

  /** Throws MillraceException where it can not be bound. */
  static TypedExpr.AggregateCall bind(String sql) {
    return (TypedExpr.AggregateCall)
        Binder.over(SCHEMA).bindAggregate(SqlParser.over(SCHEMA).parse(sql));
  }

  /** The lines of a file of this folder that say something. */
  static List<String> lines(String file) throws IOException {
    try (InputStream in = AggregateColumns.class.getResourceAsStream("/aggregates/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  static RowBatch batch(List<List<Object>> rows) {
    RowBatch batch = new RowBatch(types(), Math.max(1, rows.size()));
    for (List<Object> row : rows) {
      batch.addRow();
      for (int i = 0; i < row.size(); i++) {
        batch.set(i, row.get(i));
      }
    }
    return batch;
  }

  static List<List<Object>> rows(int count, Numbers numbers, Random random) {
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      List<Object> values = new ArrayList<>();
      for (Field field : SCHEMA.fields()) {
        boolean weight = field.name().equals("w");
        Object value =
            weight ? 1.0 + random.nextInt(3) : value(field.type().unwrapped(), numbers, random);
        values.add(!weight && random.nextInt(6) == 0 ? null : value);
      }
      rows.add(values);
    }
    return rows;
  }

  private static Object value(DataType type, Numbers numbers, Random random) {
    boolean large = numbers != Numbers.SMALL && random.nextInt(6) == 0;
    return switch (type.family()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case FLOAT -> {
        int bits = type.id().bits();
        double most = bits == 16 ? 65504 : bits == 32 ? Float.MAX_VALUE : 1e150;
        yield !large
            ? random.nextInt(-10, 10) / 4.0
            : numbers == Numbers.LARGE
                ? (random.nextBoolean() ? most : -most)
                : List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0)
                    .get(random.nextInt(4));
      }
      case SIGNED, UNSIGNED -> {
        int bits = type.id().bits();
        long most = bits == 64 ? Long.MAX_VALUE : (1L << (bits - 1)) - 1;
        boolean unsigned = type.family() == io.millrace.expr.TypeId.Family.UNSIGNED;
        yield large
            ? (unsigned
                ? (Object) (bits == 64 ? -1L : 2 * most + 1)
                : random.nextBoolean() ? most : ~most)
            : (Object) (long) (unsigned ? random.nextInt(20) : random.nextInt(-10, 10));
      }
      case DECIMAL -> {
        int digits = ((DataType.Decimal) type).precision();
        BigInteger most = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
        yield large
            ? (random.nextBoolean() ? most : most.negate())
            : BigInteger.valueOf(random.nextInt(-1000, 1000));
      }
      case TEXT -> "v" + "é".repeat(random.nextInt(3)) + random.nextInt(4);
      case BINARY -> {
        byte[] bytes = new byte[type instanceof DataType.FixedSizeBinary ? 4 : random.nextInt(4)];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) random.nextInt(128);
        }
        yield Bytes.wrap(bytes);
      }
      case DATE, TIMESTAMP -> (long) random.nextInt(-9, large ? 2_900_000 : 9);
      case DURATION -> large ? Long.MAX_VALUE : (Object) (long) random.nextInt(-9, 9);
      case TIME -> (long) random.nextInt(86_400);
      case INTERVAL ->
          Lane.of(type) == Lane.LONG
              ? (Object) (long) random.nextInt(-5, 5)
              : new Interval(random.nextInt(-3, 3), random.nextInt(3), random.nextInt(3));
      case LIST -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(random.nextInt(4) == 0 ? null : (Object) (long) random.nextInt(3));
        }
        yield items;
      }
      case STRUCT -> java.util.Arrays.asList((long) random.nextInt(3), "b" + random.nextInt(2));
      case MAP, UNION, ENCODED -> throw new AssertionError(type.toString());
    };
  }
}
