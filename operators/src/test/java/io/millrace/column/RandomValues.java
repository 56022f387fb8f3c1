// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A type of every kind, and values of them by chance, in the Java form of literals. */
public final class RandomValues {
  public static final List<DataType> TYPES = types();

  private final Random random;

  public RandomValues(Random random) {
    this.random = random;
  }

  private static List<DataType> types() {
    List<DataType> types =
        new ArrayList<>(
            List.of(
                DataType.NULL,
                DataType.BOOLEAN,
                DataType.INT8,
                DataType.INT16,
                DataType.INT32,
                DataType.INT64,
                DataType.UINT8,
                DataType.UINT16,
                DataType.UINT32,
                DataType.UINT64,
                DataType.FLOAT16,
                DataType.FLOAT32,
                DataType.FLOAT64,
                new DataType.Decimal(TypeId.DECIMAL32, 9, 2),
                new DataType.Decimal(TypeId.DECIMAL64, 18, 4),
                DataType.decimal128(38, 10),
                new DataType.Decimal(TypeId.DECIMAL256, 76, 10),
                DataType.UTF8,
                DataType.LARGE_UTF8,
                DataType.UTF8_VIEW,
                DataType.BINARY,
                DataType.LARGE_BINARY,
                DataType.BINARY_VIEW,
                new DataType.FixedSizeBinary(3),
                new DataType.FixedSizeBinary(0),
                DataType.DATE32,
                DataType.DATE64,
                new DataType.Time(TypeId.TIME32, TimeUnit.SECOND),
                new DataType.Time(TypeId.TIME32, TimeUnit.MILLISECOND),
                new DataType.Time(TypeId.TIME64, TimeUnit.MICROSECOND),
                new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND),
                DataType.INTERVAL_YEAR_MONTH,
                DataType.INTERVAL_DAY_TIME,
                DataType.INTERVAL_MONTH_DAY_NANO));
    for (TimeUnit unit : TimeUnit.values()) {
      types.add(DataType.timestamp(unit));
      types.add(DataType.timestamp(unit, "+05:30"));
      types.add(new DataType.Duration(unit));
    }
    Field ints = Field.of("item", DataType.INT32);
    Field texts = Field.of("item", DataType.UTF8_VIEW);
    types.add(new DataType.ListOf(TypeId.LIST, texts));
    types.add(new DataType.ListOf(TypeId.LARGE_LIST, ints));
    types.add(new DataType.ListOf(TypeId.LIST_VIEW, ints));
    types.add(new DataType.ListOf(TypeId.LARGE_LIST_VIEW, texts));
    types.add(new DataType.FixedSizeList(Field.of("item", DataType.FLOAT64), 2));
    DataType.Struct struct =
        new DataType.Struct(
            List.of(Field.of("x", DataType.INT64), Field.of("y", types.get(types.size() - 1))));
    types.add(struct);
    types.add(new DataType.ListOf(TypeId.LIST, Field.of("item", struct)));
    types.add(
        new DataType.MapOf(
            Field.of(
                "entries",
                new DataType.Struct(
                    List.of(
                        Field.of("key", DataType.UTF8, false), Field.of("value", DataType.INT64))),
                false),
            false));
    for (DataType.Union.Mode mode : DataType.Union.Mode.values()) {
      types.add(
          new DataType.Union(
              List.of(Field.of("i", DataType.INT64), Field.of("s", DataType.UTF8)),
              List.of(0, 1),
              mode));
    }
    types.add(new DataType.Dictionary(DataType.INT32, DataType.UTF8));
    types.add(new DataType.Dictionary(DataType.UINT8, DataType.INT64));
    types.add(
        new DataType.RunEndEncoded(
            Field.of("run_ends", DataType.INT32, false), Field.of("values", DataType.UTF8)));
    types.addAll(encoded());
    return List.copyOf(types);
  }

  /** Dictionaries of more kinds of values, and encoded values inside others. */
  private static List<DataType> encoded() {
    DataType dictionary = new DataType.Dictionary(DataType.INT32, DataType.UTF8);
    Field runs =
        Field.of(
            "runs",
            new DataType.RunEndEncoded(
                Field.of("run_ends", DataType.INT32, false), Field.of("values", DataType.UTF8)));
    DataType narrow = new DataType.Decimal(TypeId.DECIMAL32, 9, 2);
    return List.of(
        new DataType.Dictionary(DataType.INT16, narrow),
        new DataType.Dictionary(DataType.UINT32, new DataType.FixedSizeBinary(0)),
        new DataType.ListOf(TypeId.LIST, Field.of("item", dictionary)),
        new DataType.ListOf(TypeId.LARGE_LIST, Field.of("item", narrow)),
        new DataType.Struct(List.of(Field.of("d", dictionary), runs)));
  }

  /** Null now and then, always for the type Null, never for unions. */
  public Object value(DataType type) {
    return type.id() != TypeId.UNION && random.nextInt(5) == 0 ? null : present(type);
  }

  public Object present(DataType type) {
    return switch (type.id()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case INT8 -> (long) (byte) random.nextInt();
      case INT16 -> (long) (short) random.nextInt();
      case INT32, DATE32, TIME32 -> (long) random.nextInt();
      case UINT8 -> (long) random.nextInt(256);
      case UINT16 -> (long) random.nextInt(65536);
      case UINT32 -> random.nextInt() & 0xFFFFFFFFL;
      case INT64, UINT64, DATE64, TIME64, TIMESTAMP, DURATION -> random.nextLong();
      case FLOAT16 -> random.nextInt(2048) / 8.0;
      case FLOAT32 -> (double) random.nextFloat();
      case FLOAT64 -> random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian();
      case DECIMAL32 -> BigInteger.valueOf(random.nextInt());
      case DECIMAL64 -> BigInteger.valueOf(random.nextLong());
      case DECIMAL128 -> new BigInteger(126, random).subtract(BigInteger.ONE.shiftLeft(125));
      case DECIMAL256 -> new BigInteger(250, random).subtract(BigInteger.ONE.shiftLeft(249));
      case UTF8, LARGE_UTF8, UTF8_VIEW -> "日本 text, also long".substring(random.nextInt(18));
      case BINARY, LARGE_BINARY, BINARY_VIEW -> bytes(random.nextInt(30));
      case FIXED_SIZE_BINARY -> bytes(((DataType.FixedSizeBinary) type).size());
      case INTERVAL ->
          switch (((DataType.Interval) type).unit()) {
            case YEAR_MONTH -> (long) random.nextInt();
            case DAY_TIME -> random.nextLong();
            case MONTH_DAY_NANO ->
                new Interval(random.nextInt(), random.nextInt(), random.nextLong());
          };
      case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW ->
          list(((DataType.ListOf) type).item().type(), random.nextInt(4));
      case FIXED_SIZE_LIST ->
          list(
              ((DataType.FixedSizeList) type).item().type(),
              ((DataType.FixedSizeList) type).size());
      case STRUCT -> struct((DataType.Struct) type);
      case MAP -> map((DataType.MapOf) type);
      case UNION -> union((DataType.Union) type);
      case DICTIONARY -> small(((DataType.Dictionary) type).value());
      case RUN_END_ENCODED -> List.of("a", "b").get(random.nextInt(2));
    };
  }

  private Object small(DataType type) {
    return switch (type.id()) {
      case UTF8 -> "v" + random.nextInt(9);
      case INT64 -> (Object) (long) random.nextInt(9);
      default -> present(type);
    };
  }

  private Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private List<Object> list(DataType type, int length) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      list.add(value(type));
    }
    return list;
  }

  private List<Object> struct(DataType.Struct type) {
    List<Object> values = new ArrayList<>();
    type.fields().forEach(field -> values.add(value(field.type())));
    return values;
  }

  private List<Object> map(DataType.MapOf type) {
    DataType.Struct entry = (DataType.Struct) type.entries().type();
    List<Object> entries = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      List<Object> pair = new ArrayList<>();
      pair.add(present(entry.fields().get(0).type()));
      pair.add(value(entry.fields().get(1).type()));
      entries.add(pair);
    }
    return entries;
  }

  private List<Object> union(DataType.Union type) {
    int member = random.nextInt(type.members().size());
    List<Object> pair = new ArrayList<>();
    pair.add((long) type.ids().get(member));
    pair.add(present(type.members().get(member).type()));
    return pair;
  }
}
