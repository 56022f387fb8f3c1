// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Schema;
import io.millrace.operator.ExprMapFunction;
import io.millrace.operator.Expressions;
import io.millrace.row.TableTypes;
import java.nio.ByteBuffer;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.DataStructureConverter;
import org.apache.flink.table.data.conversion.DataStructureConverters;
import org.apache.flink.table.runtime.typeutils.ExternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

/** Values of tables go through expressions and come back. */
class TableValuesTest {
  /** Values of it are in no table of a user's, or expressions have no type for it. */
  private static final Set<LogicalTypeRoot> WITHOUT =
      EnumSet.of(
          LogicalTypeRoot.NULL,
          LogicalTypeRoot.TIMESTAMP_WITH_TIME_ZONE,
          LogicalTypeRoot.DISTINCT_TYPE,
          LogicalTypeRoot.STRUCTURED_TYPE,
          LogicalTypeRoot.RAW,
          LogicalTypeRoot.SYMBOL,
          LogicalTypeRoot.UNRESOLVED,
          LogicalTypeRoot.DESCRIPTOR,
          LogicalTypeRoot.VARIANT,
          LogicalTypeRoot.BITMAP);

  @Test
  void eachTypeOfTablesIsThoughtOf() {
    assertThat(RandomTables.roots())
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(WITHOUT)));
  }

  @Test
  void rowsOfTheRuntimeHoldWhatTheyHeld() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RandomTables tables = new RandomTables(random);
    for (int i = 0; i < 300; i++) {
      DataType type = DataTypes.ROW(DataTypes.FIELD("v", tables.type(3)));
      Schema schema = TableTypes.in("Asia/Tokyo").schema(null, type.getLogicalType());
      ExprMapFunction<RowData, RowData> map =
          Expressions.overRowData(schema).mapTo(RowData.class, "v");
      map.open(new UnregisteredMetricsGroup());
      DataStructureConverter<Object, Object> rows = converter(type);
      for (int j = 0; j < 10; j++) {
        Row row = Row.of(tables.value(type.getChildren().get(0)));
        assertThat(plain(rows.toExternal(map.map((RowData) rows.toInternal(row)))))
            .as("seed %d, %s", seed, type)
            .isEqualTo(plain(row));
      }
    }
  }

  private static DataStructureConverter<Object, Object> converter(DataType type) {
    DataStructureConverter<Object, Object> converter = DataStructureConverters.getConverter(type);
    converter.open(TableValuesTest.class.getClassLoader());
    return converter;
  }

  @Test
  void queriesGiveWhatTheyWereGiven() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RandomTables some = new RandomTables(random);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.executeSql("LOAD MODULE millrace");
    tables.getConfig().setLocalTimeZone(ZoneId.of("Asia/Tokyo"));
    int columns = 40;
    List<DataType> types = IntStream.range(0, columns).mapToObj(i -> some.type(2)).toList();
    DataType type =
        DataTypes.ROW(
                IntStream.range(0, columns)
                    .mapToObj(i -> DataTypes.FIELD("c" + i, types.get(i)))
                    .toArray(DataTypes.Field[]::new))
            .notNull();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rows.add(Row.of(types.stream().map(some::value).toArray()));
    }
    tables.createTemporaryView(
        "given", tables.fromDataStream(env.fromData(rows, ExternalTypeInfo.of(type))));
    String sql =
        IntStream.range(0, columns)
            .mapToObj(i -> "df_eval('c', 'c', c%d) AS c%d".formatted(i, i))
            .collect(Collectors.joining(", ", "SELECT ", " FROM given"));
    List<Row> results = Queries.rows(tables, sql);
    assertThat(results).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < columns; column++) {
        assertThat(plain(results.get(i).getField(column)))
            .as("seed %d, %s", seed, types.get(column))
            .isEqualTo(plain(rows.get(i).getField(column)));
      }
    }
  }

  /** Of lists and maps of what is equal by itself. */
  private static Object plain(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    } else if (value instanceof Period period) {
      return period.toTotalMonths(); // years are twelve months each in a type that has both
    } else if (value instanceof Object[] array) {
      return Stream.of(array).map(TableValuesTest::plain).toList();
    } else if (value instanceof Row row) {
      return IntStream.range(0, row.getArity()).mapToObj(i -> plain(row.getField(i))).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> entries = new HashMap<>();
      map.forEach((key, of) -> entries.put(plain(key), plain(of)));
      return entries;
    }
    return value;
  }
}
