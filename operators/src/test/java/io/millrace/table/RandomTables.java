// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.types.Row;

/** Types of Flink's tables by chance, and values of them as a user has them in Java. */
final class RandomTables {
  private final Random random;

  RandomTables(Random random) {
    this.random = random;
  }

  /** One of each root that tables have values of, arguments by chance. */
  private List<DataType> plain() {
    return List.of(
        DataTypes.BOOLEAN(),
        DataTypes.TINYINT(),
        DataTypes.SMALLINT(),
        DataTypes.INT(),
        DataTypes.BIGINT(),
        DataTypes.FLOAT(),
        DataTypes.DOUBLE(),
        decimal(1 + random.nextInt(38)),
        DataTypes.CHAR(1 + random.nextInt(5)),
        DataTypes.VARCHAR(1 + random.nextInt(5)),
        DataTypes.STRING(),
        DataTypes.BINARY(1 + random.nextInt(5)),
        DataTypes.VARBINARY(1 + random.nextInt(5)),
        DataTypes.BYTES(),
        DataTypes.DATE(),
        DataTypes.TIME(random.nextInt(4)),
        DataTypes.TIMESTAMP(random.nextInt(10)),
        DataTypes.TIMESTAMP_LTZ(random.nextInt(10)),
        DataTypes.INTERVAL(DataTypes.YEAR(4), DataTypes.MONTH()),
        DataTypes.INTERVAL(DataTypes.DAY(6), DataTypes.SECOND(3)));
  }

  private DataType decimal(int precision) {
    return DataTypes.DECIMAL(precision, random.nextInt(precision + 1));
  }

  DataType type(int depth) {
    return switch (depth == 0 ? 9 : random.nextInt(10)) {
      case 0, 1 -> DataTypes.ARRAY(type(depth - 1));
      case 2, 3 -> {
        DataTypes.Field[] fields = new DataTypes.Field[1 + random.nextInt(3)];
        Arrays.setAll(fields, i -> DataTypes.FIELD("f " + i, type(depth - 1)));
        yield DataTypes.ROW(fields);
      }
      case 4 -> DataTypes.MAP(key(), type(depth - 1));
      case 5 -> DataTypes.MULTISET(key());
      default -> {
        List<DataType> plain = plain();
        yield plain.get(random.nextInt(plain.size()));
      }
    };
  }

  private DataType key() {
    return List.of(DataTypes.STRING(), DataTypes.BIGINT(), DataTypes.DATE(), decimal(20))
        .get(random.nextInt(4))
        .notNull();
  }

  /** Null now and then where the type may be. */
  Object value(DataType type) {
    LogicalType logical = type.getLogicalType();
    return logical.isNullable() && random.nextInt(6) == 0 ? null : present(type, logical);
  }

  private Object present(DataType type, LogicalType logical) {
    List<DataType> inside = type.getChildren();
    return switch (logical.getTypeRoot()) {
      case BOOLEAN -> random.nextBoolean();
      case TINYINT -> (byte) random.nextInt();
      case SMALLINT -> (short) random.nextInt();
      case INTEGER -> random.nextInt();
      case BIGINT -> random.nextLong();
      case FLOAT -> random.nextInt(9) == 0 ? Float.NaN : (float) random.nextGaussian();
      case DOUBLE -> random.nextInt(9) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian();
      case DECIMAL -> {
        int digits = LogicalTypeChecks.getPrecision(logical);
        BigInteger unscaled = new BigInteger(130, random).mod(BigInteger.TEN.pow(digits));
        yield new BigDecimal(
            random.nextBoolean() ? unscaled : unscaled.negate(),
            LogicalTypeChecks.getScale(logical));
      }
      case CHAR -> "a日xyé".substring(0, length(logical));
      case VARCHAR -> "añ日xy".substring(0, random.nextInt(Math.min(5, length(logical)) + 1));
      case BINARY -> bytes(length(logical));
      case VARBINARY -> bytes(random.nextInt(Math.min(40, length(logical)) + 1));
      case DATE -> LocalDate.ofEpochDay(random.nextInt(200_000) - 100_000);
      case TIME_WITHOUT_TIME_ZONE ->
          LocalTime.ofNanoOfDay(cut(random.nextLong(86_400_000_000_000L), logical));
      case TIMESTAMP_WITHOUT_TIME_ZONE -> moment(logical);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> moment(logical).toInstant(ZoneOffset.UTC);
      case INTERVAL_YEAR_MONTH -> Period.ofMonths(random.nextInt(20_000) - 10_000).normalized();
      case INTERVAL_DAY_TIME -> Duration.ofMillis(random.nextInt());
      case ARRAY -> {
        Class<?> item = inside.get(0).getConversionClass();
        Object[] array = (Object[]) Array.newInstance(item, random.nextInt(4));
        Arrays.setAll(array, i -> value(inside.get(0)));
        yield array;
      }
      case ROW -> Row.of(inside.stream().map(this::value).toArray());
      case MAP -> map(inside.get(0), inside.get(1));
      case MULTISET -> map(inside.get(0), DataTypes.INT().notNull());
      default -> throw new AssertionError(logical);
    };
  }

  private Map<Object, Object> map(DataType key, DataType value) {
    Map<Object, Object> map = new LinkedHashMap<>();
    IntStream.range(0, random.nextInt(3)).forEach(i -> map.put(value(key), value(value)));
    return map;
  }

  private static int length(LogicalType type) {
    return LogicalTypeChecks.getLength(type);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Where nanoseconds in 64 bits reach. */
  private LocalDateTime moment(LogicalType type) {
    Instant instant =
        Instant.ofEpochSecond(
            random.nextLong(18_000_000_000L) - 9_000_000_000L,
            cut(random.nextInt(1_000_000_000), type));
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /** To as many digits of a second as the type has. */
  private static long cut(long nanos, LogicalType type) {
    long unit = BigInteger.TEN.pow(9 - LogicalTypeChecks.getPrecision(type)).longValue();
    return nanos - nanos % unit;
  }

  /** The roots that {@link #type} makes. */
  static List<LogicalTypeRoot> roots() {
    List<LogicalTypeRoot> roots =
        new ArrayList<>(
            new RandomTables(new Random())
                .plain().stream().map(type -> type.getLogicalType().getTypeRoot()).toList());
    roots.addAll(
        List.of(
            LogicalTypeRoot.ARRAY,
            LogicalTypeRoot.ROW,
            LogicalTypeRoot.MAP,
            LogicalTypeRoot.MULTISET));
    return roots.stream().distinct().toList();
  }
}
