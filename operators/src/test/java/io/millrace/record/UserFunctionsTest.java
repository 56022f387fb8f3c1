// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.ArrowBatch;
import io.millrace.column.ArrowColumn;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.RandomValues;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.compile.Scratch;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Exprs;
import io.millrace.expr.Field;
import io.millrace.expr.Payload;
import io.millrace.expr.Schema;
import io.millrace.function.Volatility;
import io.millrace.memory.ArrowMemory;
import io.millrace.operator.ArrowExpressions;
import io.millrace.operator.ArrowProgram;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.JavaForm;
import io.millrace.udf.ScalarUdf;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.junit.jupiter.api.Test;

/** Functions of users give the same over rows, blocks and Arrow batches, errors included. */
class UserFunctionsTest {
  private static final Schema LONGS =
      Schema.of(Field.of("a", DataType.INT64), Field.of("b", DataType.INT64));

  private final long seed = System.nanoTime();

  @Test
  void valuesOfAllTypesGoInAndOut() {
    RandomValues random = new RandomValues(new Random(seed));
    int types = 0;
    for (DataType type : RandomValues.TYPES) {
      if (!hasForm(type)) {
        continue;
      }
      types++;
      Field field = Field.of("a", type);
      List<Object[]> rows = new ArrayList<>();
      while (rows.size() < 40) {
        rows.add(new Object[] {random.value(type)});
      }
      ScalarUdf same =
          ScalarUdf.ofRow("same", List.of(field), Field.of("value", type), args -> args.get(0));
      answers(Schema.of(field), same.call(col("a")), rows);
      if (!encoded(type)) {
        ScalarUdf vectors =
            ScalarUdf.ofVectors(
                "same",
                List.of(field),
                Field.of("value", type),
                (args, count, alloc) -> args.get(0));
        assertThat(answers(Schema.of(field), vectors.call(col("a")), rows))
            .as("seed %d: %s", seed, type)
            .isEqualTo(rows.stream().map(row -> row[0]).toList());
      }
    }
    assertThat(types).isGreaterThan(40);
  }

  private static boolean hasForm(DataType type) {
    try {
      JavaForm.of(type);
      return true;
    } catch (MillraceException e) {
      return false;
    }
  }

  private static boolean encoded(DataType type) {
    return type.toString().contains("Dictionary");
  }

  @Test
  void lambdasOfSeveralArguments() {
    Schema schema =
        Schema.of(
            Field.of("a", DataType.INT64),
            Field.of("s", DataType.UTF8),
            Field.of("d", DataType.decimal128(10, 2)));
    ScalarUdf f =
        ScalarUdf.of(
            "f",
            (Long a, String s, BigDecimal d) ->
                a == null ? "none" : s + ":" + d.multiply(BigDecimal.valueOf(a)));
    assertThat(
            answers(
                schema,
                f.call(col("a"), col("s"), col("d")),
                List.of(
                    new Object[] {2L, "x", new java.math.BigInteger("150")},
                    new Object[] {null, null, null})))
        .containsExactly("x:3.0000000000", "none");
  }

  @Test
  void anExceptionIsTheErrorOfItsRow() {
    ScalarUdf f =
        ScalarUdf.of(
            "strict_positive",
            (Long a) -> {
              if (a < 0) {
                throw new IllegalStateException("below zero: " + a);
              }
              return a;
            });
    List<Object> found =
        answers(LONGS, f.call(col("a")), List.of(row(1L, 0L), row(-2L, 0L), row(null, 0L)));
    assertThat(found.get(0)).isEqualTo(1L);
    assertThat(found.get(1))
        .isEqualTo(
            "! function 'strict_positive' failed: java.lang.IllegalStateException: below zero: -2");
    assertThat(found.get(2))
        .asString()
        .startsWith("! function 'strict_positive' failed: java.lang.NullPointer");
    assertThat(answers(LONGS, f.strict().call(col("a")), List.<Object[]>of(row(null, 0L))))
        .containsExactly((Object) null);
  }

  @Test
  void oneRowThatFailsLeavesTheOthersOfItsVectorsAlone() {
    ScalarUdf f =
        ScalarUdf.ofVectors(
            "inverse",
            List.of(Field.of("x", DataType.INT64)),
            Field.of("value", DataType.INT64),
            UserFunctionsTest::inverse);
    assertThat(answers(LONGS, f.call(col("a")), List.of(row(2L, 0L), row(0L, 0L), row(null, 0L))))
        .containsExactly(
            500L, "! function 'inverse' failed: java.lang.ArithmeticException: / by zero", null);
  }

  private static FieldVector inverse(List<FieldVector> args, int rows, BufferAllocator allocator) {
    BigIntVector in = (BigIntVector) args.get(0);
    BigIntVector out = new BigIntVector("value", allocator);
    try {
      out.allocateNew(rows);
      for (int i = 0; i < rows; i++) {
        if (in.isNull(i)) {
          out.setNull(i);
        } else {
          out.set(i, 1000 / in.get(i));
        }
      }
      out.setValueCount(rows);
      return out;
    } catch (RuntimeException e) {
      out.close();
      throw e;
    }
  }

  @Test
  void vectorsOfAnotherTypeOrLengthAreRefused() {
    List<Field> none = List.of();
    ScalarUdf shorter =
        ScalarUdf.ofVectors(
            "shorter",
            none,
            Field.of("value", DataType.INT64),
            (args, rows, allocator) -> new BigIntVector("value", allocator));
    assertThat(answers(LONGS, shorter.call(), List.<Object[]>of(row(1L, 1L))).get(0))
        .asString()
        .contains("function 'shorter' failed", "different number of rows: 0, expected 1");
    ScalarUdf other =
        ScalarUdf.ofVectors(
            "other",
            none,
            Field.of("value", DataType.UTF8),
            (args, rows, allocator) -> new BigIntVector("value", allocator));
    assertThat(answers(LONGS, other.call(), List.<Object[]>of(row(1L, 1L))).get(0))
        .asString()
        .contains("it gave Int64, expected Utf8");
  }

  @Test
  void resultsThatTheTypeDoesNotHoldAreErrors() {
    ScalarUdf small =
        ScalarUdf.ofRow("small", List.of(), Field.of("value", DataType.INT8), args -> 200);
    assertThat(answers(LONGS, small.call(), List.<Object[]>of(row(1L, 1L))).get(0))
        .asString()
        .contains("200 is out of range");
    ScalarUdf text =
        ScalarUdf.ofRow("text", List.of(), Field.of("value", DataType.INT64), args -> "x");
    assertThat(answers(LONGS, text.call(), List.<Object[]>of(row(1L, 1L))).get(0))
        .asString()
        .contains("it gave a java.lang.String, expected java.lang.Long");
    ScalarUdf never =
        ScalarUdf.ofRow("never", List.of(), Field.of("value", DataType.INT64, false), args -> null);
    assertThat(answers(LONGS, never.call(), List.<Object[]>of(row(1L, 1L))).get(0))
        .asString()
        .contains("it gave null, expected a value");
  }

  @Test
  void functionsOfOneNameAreNeverMistakenForEachOther() {
    ScalarUdf one = ScalarUdf.of("u", (Long a) -> 1L);
    ScalarUdf two = ScalarUdf.of("u", (Long a) -> 2L);
    Expr both = one.call(col("a")).times(lit(10)).plus(two.call(col("a")));
    assertThat(answers(LONGS, both, List.<Object[]>of(row(0L, 0L)))).containsExactly(12L);
  }

  @Test
  void immutableCallsOverConstantsAreEvaluatedOnceAndOthersARow() {
    AtomicInteger calls = new AtomicInteger();
    ScalarUdf f =
        ScalarUdf.ofRow(
            "f",
            List.of(Field.of("x", DataType.INT64)),
            Field.of("value", DataType.INT64),
            args -> (long) calls.incrementAndGet());
    Binder.over(LONGS).bind(f.call(lit(1)));
    assertThat(calls).hasValue(1);
    Binder.over(LONGS).bind(f.withVolatility(Volatility.VOLATILE).call(lit(1)));
    assertThat(calls).hasValue(1);
  }

  @Test
  void argumentsAreCastAsDataFusionCastsThemToExactTypes() {
    ScalarUdf f = ScalarUdf.of("f", (Long a) -> a + 1);
    Schema schema = Schema.of(Field.of("a", DataType.INT32), Field.of("s", DataType.UTF8));
    assertThat(answers(schema, f.call(col("a")), List.<Object[]>of(new Object[] {4L, "x"})))
        .containsExactly(5L);
    assertThatThrownBy(() -> Binder.over(schema).bind(f.call(col("s"))))
        .hasMessageContaining("Cannot bind f: argument 1 of (Utf8) is Utf8, expected Int64");
    assertThatThrownBy(() -> Binder.over(schema).bind(f.call()))
        .hasMessageContaining("Cannot bind f");
  }

  @Test
  void aPayloadThatIsNotEvaluatedHereSaysWhatIsMissing() {
    byte[] python = "DFPYUDF\1\3\13\200\5.".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refused(python)).contains("function 'f'", "Python 3.11", "datafusion-python");
    assertThat(refused("DFJVUDF\1".getBytes(StandardCharsets.ISO_8859_1)))
        .contains("was not let in");
    assertThat(refused("DFPYCHN\1".getBytes(StandardCharsets.ISO_8859_1)))
        .contains("extension codec");
    assertThat(refused(new byte[] {1, 2})).contains("unknown family '\\u0001\\u0002'");
    assertThat(refused(new byte[0])).contains("no bytes");
  }

  private static String refused(byte[] payload) {
    Expr call = new Expr.ScalarCall("f", List.of(col("a")), Payload.of(payload));
    try {
      Binder.over(LONGS).bind(call);
      throw new AssertionError("bound");
    } catch (MillraceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION);
      return e.getMessage();
    }
  }

  @Test
  void aDefinitionOfAnotherKindIsRefused() {
    AggregateUdf aggregate = AggregateUdf.of("f", List.of(), DataType.INT64, List.of(), () -> null);
    assertThatThrownBy(
            () -> Binder.over(LONGS).bind(new Expr.ScalarCall("f", List.of(), aggregate)))
        .hasMessageContaining("another kind");
    assertThatThrownBy(() -> Binder.over(LONGS).bind(Exprs.call("abs", aggregate.call())))
        .hasMessageContaining("no aggregate");
  }

  private static Object[] row(Object... values) {
    return values;
  }

  /** Of each row its value or error: what all three ways agree on. */
  private List<Object> answers(Schema schema, Expr expr, List<Object[]> rows) {
    TypedExpr bound = Binder.over(schema).bind(expr);
    List<Object> blocks = blocks(schema, bound, rows);
    assertThat(rows(bound, rows)).as("seed %d: rows of %s", seed, expr).isEqualTo(blocks);
    List<Object> nulled = new ArrayList<>(blocks);
    nulled.replaceAll(each -> each instanceof String s && s.startsWith("! ") ? null : each);
    assertThat(arrow(schema, expr, rows)).as("seed %d: Arrow of %s", seed, expr).isEqualTo(nulled);
    return blocks;
  }

  private static List<Object> blocks(Schema schema, TypedExpr bound, List<Object[]> rows) {
    RowBatch batch = new RowBatch(schema.fields().stream().map(Field::type).toList(), rows.size());
    for (Object[] row : rows) {
      batch.addRow();
      for (int column = 0; column < row.length; column++) {
        batch.set(column, row[column]);
      }
    }
    RowErrors[] errors = {new RowErrors()};
    Block block =
        Program.compile(List.of(bound), new Scratch(rows.size())).evaluate(batch, errors)[0];
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      values.add(
          errors[0].failed(i) ? "! " + errors[0].message(i) : Cells.get(block, i, bound.type()));
    }
    return values;
  }

  private static List<Object> rows(TypedExpr bound, List<Object[]> rows) {
    RowProgram<Object[]> program =
        RowProgram.compile(List.of(bound), new ObjectRows(), RowProgram.Classes.SHARED);
    List<Object> values = new ArrayList<>();
    for (Object[] row : rows) {
      try {
        values.add(Cells.get(program.move(row).results().get(0), bound.type()));
      } catch (EvaluationError e) {
        values.add("! " + e.getMessage());
      }
    }
    return values;
  }

  private static List<Object> arrow(Schema schema, Expr expr, List<Object[]> rows) {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        MapDictionaryProvider given = new MapDictionaryProvider();
        MapDictionaryProvider made = new MapDictionaryProvider();
        VectorSchemaRoot root = root(schema, rows, allocator, given);
        ArrowProgram program =
            ArrowExpressions.over(schema)
                .onError(io.millrace.operator.OnError.NULL)
                .compile(allocator, expr);
        FieldVector result = program.evaluate(root, given, made)) {
      return values(result, made);
    }
  }

  private static List<Object> values(FieldVector result, MapDictionaryProvider made) {
    List<Object> values = new ArrayList<>();
    ArrowBatch batch = new ArrowBatch(VectorSchemaRoot.of(result), made);
    while (batch.next()) {
      for (int i = 0; i < batch.rows(); i++) {
        values.add(Cells.get(batch.column(0), i, batch.fields().get(0).type()));
      }
    }
    return values;
  }

  private static VectorSchemaRoot root(
      Schema schema, List<Object[]> rows, BufferAllocator allocator, MapDictionaryProvider given) {
    List<org.apache.arrow.vector.types.pojo.Field> fields = new ArrayList<>();
    List<FieldVector> vectors = new ArrayList<>();
    for (int column = 0; column < schema.fields().size(); column++) {
      Field field = schema.fields().get(column);
      Block block = Block.of(Lane.of(field.type()), rows.size());
      for (int i = 0; i < rows.size(); i++) {
        Cells.set(block, i, field.type(), rows.get(i)[column]);
      }
      try (ArrowColumn vectorOf = new ArrowColumn(field, allocator)) {
        vectorOf.begin(rows.size());
        vectorOf.add(block, rows.size());
        vectors.add(vectorOf.finish(given));
        fields.add(vectorOf.arrowField());
      }
    }
    return new VectorSchemaRoot(fields, vectors, rows.size());
  }
}
