// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RandomValues;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import io.millrace.sql.SqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches of every type, whole and sliced, give what their rows give one by one. */
class ArrowPropertyTest {
  private static final List<String> EXPRESSIONS =
      List.of(
          "a",
          "b as other",
          "case when f then a else b end",
          "case when f then a end",
          "coalesce(a, b)",
          "nullif(a, b)",
          "a is null",
          "a = b",
          "a + b",
          "a + 1",
          "a * 2.5",
          "-a",
          "a / b",
          "upper(a)",
          "substr(a, 2, 5)",
          "a || b",
          "length(a)",
          "named_struct('x', a, 'y', b)",
          "arrow_cast(a, 'Utf8View')",
          "arrow_cast(a, 'Dictionary(Int16, Utf8)')",
          "arrow_cast(a, 'RunEndEncoded(\"run_ends\": non-null Int32, \"values\": Utf8)')",
          "7",
          "null");

  private static Stream<DataType> types() {
    return RandomValues.TYPES.stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void batchesGiveWhatRowsGive(DataType type) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int rows : new int[] {0, 1, 63, 65, 1025, 2200}) {
      check(type, rows, random, seed);
    }
  }

  private static void check(DataType type, int rows, Random random, long seed) {
    List<Field> fields =
        List.of(Field.of("f", DataType.BOOLEAN), Field.of("a", type), Field.of("b", type));
    Schema schema = new Schema(null, fields);
    List<List<Object>> values = new ArrayList<>();
    RandomValues source = new RandomValues(random);
    boolean nulls = random.nextBoolean();
    for (Field field : fields) {
      List<Object> column = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        column.add(nulls ? source.value(field.type()) : source.present(field.type()));
      }
      values.add(column);
    }
    String[] expressions =
        EXPRESSIONS.stream().filter(sql -> isBound(sql, schema)).toArray(String[]::new);
    List<List<Object>> expected = byRows(schema, values, expressions);
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        DictionaryProvider.MapDictionaryProvider given =
            new DictionaryProvider.MapDictionaryProvider();
        VectorSchemaRoot root = ArrowVectors.root(fields, values, allocator, given);
        ArrowProgram program =
            ArrowExpressions.over(schema).onError(OnError.NULL).compile(allocator, expressions)) {
      for (int from : new int[] {0, random.nextInt(rows + 1), Math.min(rows, 1030)}) {
        int to = from + random.nextInt(rows - from + 1);
        String what = "seed " + seed + ", rows " + from + " to " + to + " of " + rows;
        try (VectorSchemaRoot slice = root.slice(from, to - from);
            DictionaryProvider.MapDictionaryProvider made =
                new DictionaryProvider.MapDictionaryProvider();
            VectorSchemaRoot result = program.evaluateAll(slice, given, made)) {
          assertThat(result.getRowCount()).isEqualTo(to - from);
          List<List<Object>> found = ArrowVectors.values(result, made);
          for (int i = 0; i < expressions.length; i++) {
            assertThat(found.get(i))
                .as("%s, %s", expressions[i], what)
                .isEqualTo(expected.get(i).subList(from, to));
          }
        }
      }
    }
  }

  private static boolean isBound(String sql, Schema schema) {
    try {
      bind(sql, schema);
      return true;
    } catch (MillraceException e) {
      return false;
    }
  }

  private static TypedExpr bind(String sql, Schema schema) {
    return Binder.over(schema).bind(SqlParser.over(schema).parse(sql));
  }

  private static List<List<Object>> byRows(
      Schema schema, List<List<Object>> values, String[] expressions) {
    List<TypedExpr> bound = Stream.of(expressions).map(sql -> bind(sql, schema)).toList();
    List<List<Object>> results = new ArrayList<>();
    RowErrors[] errors = new RowErrors[expressions.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = new RowErrors();
      results.add(new ArrayList<>());
    }
    RowBatch batch = new RowBatch(schema.fields().stream().map(Field::type).toList(), 1);
    try (Program program = Program.compile(bound, 1)) {
      for (int row = 0; row < values.get(0).size(); row++) {
        batch.clear();
        batch.addRow();
        for (int column = 0; column < values.size(); column++) {
          batch.set(column, values.get(column).get(row));
        }
        Block[] blocks = program.evaluate(batch, errors);
        for (int i = 0; i < blocks.length; i++) {
          boolean failed = errors[i].failed(0);
          results.get(i).add(failed ? null : Cells.get(blocks[i], 0, bound.get(i).type()));
        }
      }
    }
    return results;
  }
}
