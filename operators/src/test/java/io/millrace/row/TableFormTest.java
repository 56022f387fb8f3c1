// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.column.RandomValues;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.expr.TypeId.Family;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableFormTest {
  /** What tables have another unit, scale or order for, or fewer values. */
  private static final Set<Family> LOSSY =
      EnumSet.of(
          Family.DATE, Family.TIME, Family.DURATION, Family.INTERVAL, Family.MAP, Family.ENCODED);

  /** Each type of expressions, as the type of a table. */
  private static final Map<TypeId, String> TABLE =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(TypeId.NULL, "STRING"),
              Map.entry(TypeId.BOOLEAN, "BOOLEAN"),
              Map.entry(TypeId.INT8, "TINYINT"),
              Map.entry(TypeId.INT16, "SMALLINT"),
              Map.entry(TypeId.INT32, "INT"),
              Map.entry(TypeId.INT64, "BIGINT"),
              Map.entry(TypeId.UINT8, "SMALLINT"),
              Map.entry(TypeId.UINT16, "INT"),
              Map.entry(TypeId.UINT32, "BIGINT"),
              Map.entry(TypeId.UINT64, "DECIMAL(20, 0)"),
              Map.entry(TypeId.FLOAT16, "FLOAT"),
              Map.entry(TypeId.FLOAT32, "FLOAT"),
              Map.entry(TypeId.FLOAT64, "DOUBLE"),
              Map.entry(TypeId.DECIMAL32, "DECIMAL(9, 2)"),
              Map.entry(TypeId.DECIMAL64, "DECIMAL(18, 4)"),
              Map.entry(TypeId.DECIMAL128, "DECIMAL(38, 10)"),
              Map.entry(TypeId.DECIMAL256, "refused"),
              Map.entry(TypeId.UTF8, "STRING"),
              Map.entry(TypeId.LARGE_UTF8, "STRING"),
              Map.entry(TypeId.UTF8_VIEW, "STRING"),
              Map.entry(TypeId.BINARY, "BYTES"),
              Map.entry(TypeId.LARGE_BINARY, "BYTES"),
              Map.entry(TypeId.BINARY_VIEW, "BYTES"),
              Map.entry(TypeId.FIXED_SIZE_BINARY, "BINARY(3)"),
              Map.entry(TypeId.DATE32, "DATE"),
              Map.entry(TypeId.DATE64, "DATE"),
              Map.entry(TypeId.TIME32, "TIME(0)"),
              Map.entry(TypeId.TIME64, "TIME(3)"),
              Map.entry(TypeId.TIMESTAMP, "TIMESTAMP(0)"),
              Map.entry(TypeId.DURATION, "INTERVAL SECOND(3)"),
              Map.entry(TypeId.INTERVAL, "INTERVAL MONTH"),
              Map.entry(TypeId.LIST, "ARRAY<STRING>"),
              Map.entry(TypeId.LARGE_LIST, "ARRAY<INT>"),
              Map.entry(TypeId.LIST_VIEW, "ARRAY<INT>"),
              Map.entry(TypeId.LARGE_LIST_VIEW, "ARRAY<STRING>"),
              Map.entry(TypeId.FIXED_SIZE_LIST, "ARRAY<DOUBLE>"),
              Map.entry(TypeId.STRUCT, "ROW<`x` BIGINT, `y` ARRAY<DOUBLE>>"),
              Map.entry(TypeId.MAP, "MAP<STRING NOT NULL, BIGINT>"),
              Map.entry(TypeId.UNION, "refused"),
              Map.entry(TypeId.DICTIONARY, "STRING"),
              Map.entry(TypeId.RUN_END_ENCODED, "STRING")));

  @Test
  void eachTypeOfExpressionsHasOneOfTables() {
    Map<TypeId, String> found = new EnumMap<>(TypeId.class);
    for (DataType type : RandomValues.TYPES) {
      String table =
          TableForm.of(type).map(form -> form.type().asSummaryString()).orElse("refused");
      found.putIfAbsent(type.id(), table);
    }
    assertThat(found).isEqualTo(TABLE).containsOnlyKeys(TypeId.values());
  }

  @Test
  void valuesOfAnyTypeGoThroughTables() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RandomValues values = new RandomValues(random);
    int through = 0;
    for (int i = 0; i < 20_000; i++) {
      DataType type = type(random, 3);
      Optional<TableForm> form = TableForm.of(type);
      Object value = values.value(type);
      if (form.isEmpty() || value == null) {
        continue;
      }
      Object table;
      try {
        table = form.get().tableValue(value);
      } catch (ArithmeticException e) {
        continue; // a table has no value for it
      }
      Object back = form.get().literalValue(table);
      assertThat(form.get().tableValue(back)).as("seed %d, %s", seed, type).isEqualTo(table);
      if (isWhole(type)) {
        assertThat(back).as("seed %d, %s", seed, type).isEqualTo(value);
      }
      through++;
    }
    assertThat(through).isGreaterThan(5_000);
  }

  private static boolean isWhole(DataType type) {
    if (LOSSY.contains(type.family())) {
      return false;
    }
    if (type instanceof DataType.AnyList list) {
      return isWhole(list.item().type());
    }
    return !(type instanceof DataType.Struct struct)
        || struct.fields().stream().allMatch(field -> isWhole(field.type()));
  }

  private static DataType type(Random random, int depth) {
    int kind = depth == 0 ? 9 : random.nextInt(10);
    return switch (kind) {
      case 0, 1 -> new DataType.ListOf(TypeId.LIST, Field.of("item", type(random, depth - 1)));
      case 2, 3 ->
          new DataType.Struct(
              List.of(
                  Field.of("a", type(random, depth - 1)), Field.of("b", type(random, depth - 1))));
      case 4 ->
          new DataType.MapOf(
              Field.of(
                  "entries",
                  new DataType.Struct(
                      List.of(
                          Field.of("key", DataType.INT64, false),
                          Field.of("value", type(random, depth - 1)))),
                  false),
              false);
      default -> RandomValues.TYPES.get(random.nextInt(RandomValues.TYPES.size()));
    };
  }
}
