// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Exprs;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import io.millrace.sql.SqlSchema;
import io.millrace.wire.ExprCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArrowExpressionsTest {
  private static final Schema NUMBERS = SqlSchema.parse("a BIGINT, b BIGINT");

  private final BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
  private final DictionaryProvider.MapDictionaryProvider given =
      new DictionaryProvider.MapDictionaryProvider();
  private final DictionaryProvider.MapDictionaryProvider made =
      new DictionaryProvider.MapDictionaryProvider();

  @AfterEach
  void nothingIsLeft() {
    made.close();
    given.close();
    allocator.close();
  }

  private VectorSchemaRoot batch(Schema schema, List<?>... columns) {
    return ArrowVectors.root(schema.fields(), List.of(columns), allocator, given);
  }

  private static List<Object> values(FieldVector vector) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < vector.getValueCount(); i++) {
      values.add(vector.getObject(i));
    }
    return values;
  }

  @Test
  void theExampleOfTheDocumentation() {
    Schema schema = SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE");
    try (VectorSchemaRoot batch = batch(schema, List.of("ua"), List.of(90.0))) {
      ArrowExpressions flights = ArrowExpressions.over(batch.getSchema());
      try (ArrowProgram program = flights.compile(allocator, "upper(carrier)", "dep_delay / 60");
          VectorSchemaRoot result = program.evaluateAll(batch)) {
        assertThat(result.getVector(0).getObject(0)).hasToString("UA");
        assertThat(result.getVector(1).getObject(0)).isEqualTo(1.5);
      }
    }
  }

  @Test
  void textJavaAndBytesGiveTheSame() {
    Expr sum = Exprs.col("a").plus(Exprs.col("b"));
    ArrowExpressions over = ArrowExpressions.over(NUMBERS);
    try (VectorSchemaRoot batch = batch(NUMBERS, List.of(1L, 2L), Arrays.asList(10L, null));
        ArrowProgram text = over.compile(allocator, "a + b");
        ArrowProgram java = over.compile(allocator, sum);
        ArrowProgram bytes = over.compile(allocator, ExprCodec.create().encode(sum))) {
      for (ArrowProgram program : List.of(text, java, bytes)) {
        try (FieldVector result = program.evaluate(batch)) {
          assertThat(result.getName()).isEqualTo("a + b");
          assertThat(values(result)).containsExactly(11L, null);
        }
      }
    }
  }

  @Test
  void metadataIsHandedOnAndAdded() {
    Schema schema =
        new Schema(
            null,
            List.of(
                new Field("a", DataType.INT64, true, Map.of("unit", "m")),
                Field.of("b", DataType.INT64)));
    try (VectorSchemaRoot batch = batch(schema, List.of(1L), List.of(2L));
        ArrowProgram program =
            ArrowExpressions.over(schema)
                .compile(
                    allocator,
                    "a",
                    "-a",
                    "with_metadata(a, 'k', 'v')",
                    "with_metadata(a + b, 'k', 'v')",
                    "a + b");
        VectorSchemaRoot result = program.evaluateAll(batch)) {
      assertThat(result.getSchema().getFields())
          .extracting(org.apache.arrow.vector.types.pojo.Field::getMetadata)
          .containsExactly(
              Map.of("unit", "m"),
              Map.of("unit", "m"),
              Map.of("unit", "m", "k", "v"),
              Map.of("k", "v"),
              Map.of());
      assertThat(result.getVector(2).getObject(0)).isEqualTo(1L);
    }
  }

  @Test
  void batchesMayHaveAnyNumberOfRows() {
    try (ArrowProgram program =
        ArrowExpressions.over(NUMBERS).compile(allocator, "a + b", "a", "a > 1000", "7")) {
      for (int rows : new int[] {0, 1, 1024, 5000, 0, 3}) {
        List<Object> numbers = new ArrayList<>();
        for (long i = 0; i < rows; i++) {
          numbers.add(i);
        }
        try (VectorSchemaRoot batch = batch(NUMBERS, numbers, numbers);
            VectorSchemaRoot result = program.evaluateAll(batch)) {
          assertThat(result.getRowCount()).isEqualTo(rows);
          for (FieldVector vector : result.getFieldVectors()) {
            assertThat(vector.getValueCount()).isEqualTo(rows);
            assertThat(vector.getNullCount()).isZero();
          }
          if (rows > 0) {
            assertThat(result.getVector(0).getObject(rows - 1)).isEqualTo(2L * (rows - 1));
            assertThat(result.getVector(2).getObject(rows - 1)).isEqualTo(rows > 1001);
            assertThat(result.getVector(3).getObject(rows - 1)).isEqualTo(7L);
          }
        }
      }
    }
  }

  /** Alone they are computed where they lie, in windows of more rows than a block has. */
  @Test
  void cheapCallsMayHaveAnyNumberOfRows() {
    List<Object> numbers = new ArrayList<>();
    List<Object> sums = new ArrayList<>();
    for (long i = 0; i < 20_001; i++) {
      numbers.add(i % 11 == 0 ? null : i);
      sums.add(i % 11 == 0 ? null : 2 * i);
    }
    ArrowExpressions over = ArrowExpressions.over(NUMBERS);
    try (VectorSchemaRoot batch = batch(NUMBERS, numbers, numbers);
        VectorSchemaRoot slice = batch.slice(13, 19_000);
        ArrowProgram program = over.compile(allocator, "a + b")) {
      try (FieldVector result = program.evaluate(batch)) {
        assertThat(values(result)).isEqualTo(sums);
      }
      try (FieldVector result = program.evaluate(slice)) {
        assertThat(values(result)).isEqualTo(sums.subList(13, 19_013));
      }
    }
  }

  @Test
  void aBatchWithoutColumnsHasRows() {
    try (VectorSchemaRoot batch = new VectorSchemaRoot(List.of(), List.of(), 3);
        ArrowProgram program =
            ArrowExpressions.over(new Schema(null, List.of())).compile(allocator, "1 + 1");
        FieldVector result = program.evaluate(batch)) {
      assertThat(values(result)).containsExactly(2L, 2L, 2L);
    }
  }

  @Test
  void noExpressionGivesNoColumn() {
    try (VectorSchemaRoot batch = batch(NUMBERS, List.of(1L), List.of(1L));
        ArrowProgram program = ArrowExpressions.over(NUMBERS).compile(allocator, new String[0]);
        VectorSchemaRoot result = program.evaluateAll(batch)) {
      assertThat(result.getRowCount()).isEqualTo(1);
      assertThat(result.getFieldVectors()).isEmpty();
    }
  }

  @Test
  void dictionariesStayDictionaries() {
    DataType type = new DataType.Dictionary(DataType.INT32, DataType.UTF8);
    Schema schema = Schema.of(Field.of("d", type), Field.of("s", DataType.UTF8));
    try (VectorSchemaRoot batch =
            batch(schema, Arrays.asList("x", null, "y", "x"), List.of("a", "a", "b", "b"));
        ArrowProgram program =
            ArrowExpressions.over(batch.getSchema(), given)
                .compile(
                    allocator, "d", "upper(d)", "arrow_cast(s, 'Dictionary(Int8, Utf8)')", "s");
        VectorSchemaRoot result = program.evaluateAll(batch, given, made)) {
      long id = result.getVector(0).getField().getDictionary().getId();
      assertThat(id).isEqualTo(batch.getVector(0).getField().getDictionary().getId());
      assertThat(made.getDictionaryIds()).hasSize(3).contains(id);
      assertThat(made.lookup(id).getVector().getDataBufferAddress())
          .isEqualTo(given.lookup(id).getVector().getDataBufferAddress());
      assertThat(ArrowVectors.values(result, made))
          .containsExactly(
              Arrays.asList("x", null, "y", "x"),
              Arrays.asList("X", null, "Y", "X"),
              List.of("a", "a", "b", "b"),
              List.of("a", "a", "b", "b"));
    }
  }

  @Test
  void dictionariesNeedAPlace() {
    DataType type = new DataType.Dictionary(DataType.INT32, DataType.UTF8);
    Schema schema = Schema.of(Field.of("d", type));
    try (VectorSchemaRoot batch = batch(schema, List.of("x"));
        ArrowProgram program = ArrowExpressions.over(schema).compile(allocator, "upper(d)")) {
      assertRefused(
          () -> program.evaluate(batch),
          ErrorCode.UNKNOWN_NAME,
          "Cannot read column \"d\": found no dictionary 0, expected it among those given with the"
              + " batch");
      assertRefused(
          () -> program.evaluate(batch, given, null),
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot write column upper(d): found a dictionary, expected a provider to put it into");
      program.evaluate(batch, given, made).close();
    }
  }

  @Test
  void aMemberOfAStructIsSharedWithItsColumn() {
    Schema schema = SqlSchema.parse("s STRUCT<x BIGINT, y VARCHAR>");
    try (VectorSchemaRoot batch = batch(schema, List.of(List.of(1L, "one"), List.of(2L, "two")));
        ArrowProgram program = ArrowExpressions.over(schema).compile(allocator, "s['y']", "s");
        VectorSchemaRoot result = program.evaluateAll(batch)) {
      FieldVector member = batch.getVector(0).getChildrenFromFields().get(1);
      assertThat(result.getVector(0).getDataBufferAddress())
          .isEqualTo(member.getDataBufferAddress());
      assertThat(result.getVector(0).getObject(1)).hasToString("two");
      assertThat(result.getSchema().getFields().get(0).getName()).isEqualTo("s[y]");
      assertThat(result.getVector(1).getObject(0)).hasToString("{\"x\":1,\"y\":\"one\"}");
    }
  }

  @Test
  void aRowWithoutAnAnswerFailsItsBatch() {
    List<Object> divisors = new ArrayList<>(Collections.nCopies(3000, 1L));
    divisors.set(2100, 0L);
    divisors.set(2050, 0L);
    List<Object> ones = Collections.nCopies(3000, 1L);
    ArrowExpressions over = ArrowExpressions.over(NUMBERS);
    try (VectorSchemaRoot batch = batch(NUMBERS, ones, divisors);
        VectorSchemaRoot sound = batch.slice(0, 2000);
        ArrowProgram program =
            over.compile(allocator, "a", "case when b = 0 and a = 2 then 1 / 0 end", "a / b");
        ArrowProgram lenient = over.onError(OnError.NULL).compile(allocator, "a / b")) {
      for (int again = 0; again < 2; again++) {
        assertRefused(
            () -> program.evaluateAll(batch),
            ErrorCode.EVALUATION,
            "Cannot evaluate a / b for row 2050: Cannot divide 1: the divisor is 0, expected any"
                + " other number");
        program.evaluateAll(sound).close();
      }
      try (FieldVector result = lenient.evaluate(batch)) {
        assertThat(result.getNullCount()).isEqualTo(2);
        assertThat(result.isNull(2050)).isTrue();
        assertThat(result.isNull(2100)).isTrue();
        assertThat(lenient.failures()).isEqualTo(2);
      }
    }
  }

  @Test
  void aDeadlineEndsABatchBetweenBlocks() {
    ArrowExpressions over = ArrowExpressions.over(NUMBERS).withDeadline(Duration.ZERO);
    List<Object> ones = Collections.nCopies(1025, 1L);
    try (VectorSchemaRoot batch = batch(NUMBERS, ones, ones);
        VectorSchemaRoot block = batch.slice(0, 1024);
        ArrowProgram program = over.compile(allocator, "a / b")) {
      assertRefused(
          () -> program.evaluate(batch),
          ErrorCode.DEADLINE_EXCEEDED,
          "Cannot go on after 1024 of 1025 rows: it took longer, expected at most"
              + " maxBatchMillis = 0");
      program.evaluate(block).close();
    }
  }

  @Test
  void anInterruptEndsABatch() {
    try (VectorSchemaRoot batch = batch(NUMBERS, List.of(1L), List.of(2L));
        ArrowProgram program = ArrowExpressions.over(NUMBERS).compile(allocator, "a + b")) {
      Thread.currentThread().interrupt();
      assertRefused(
          () -> program.evaluate(batch),
          ErrorCode.INTERRUPTED,
          "Cannot go on after 0 of 1 rows: found the thread interrupted");
      assertThat(Thread.interrupted()).isTrue();
      program.evaluate(batch).close();
    }
  }

  @Test
  void aBatchOfOtherColumnsIsRefused() {
    Schema texts = SqlSchema.parse("a BIGINT, b VARCHAR");
    Schema renamed = SqlSchema.parse("a BIGINT, c BIGINT");
    try (VectorSchemaRoot text = batch(texts, List.of(1L), List.of("x"));
        VectorSchemaRoot other = batch(renamed, List.of(1L), List.of(2L));
        VectorSchemaRoot fewer = batch(SqlSchema.parse("a BIGINT"), List.of(1L));
        ArrowProgram program = ArrowExpressions.over(NUMBERS).compile(allocator, "a + b")) {
      assertRefused(
          () -> program.evaluate(text),
          ErrorCode.TYPE_MISMATCH,
          "Cannot read batch: found column 1 \"b\" of Utf8View, expected \"b\" of Int64");
      assertRefused(
          () -> program.evaluate(other),
          ErrorCode.TYPE_MISMATCH,
          "Cannot read batch: found column 1 \"c\" of Int64, expected \"b\" of Int64");
      assertRefused(
          () -> program.evaluate(fewer),
          ErrorCode.TYPE_MISMATCH,
          "Cannot read batch: found 1 columns, expected 2");
      try (VectorSchemaRoot batch = batch(NUMBERS, List.of(1L), List.of(2L))) {
        batch.getVector(1).setValueCount(0);
        assertRefused(
            () -> program.evaluate(batch),
            ErrorCode.TYPE_MISMATCH,
            "Cannot read batch: found 0 values in column \"b\", expected 1");
      }
    }
  }

  @Test
  void wrongExpressionsAreRefusedBeforeAnyBatch() {
    ArrowExpressions over = ArrowExpressions.over(NUMBERS);
    assertThatThrownBy(() -> over.compile(allocator, "a + c"))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME));
    assertThatThrownBy(() -> over.compile(allocator, "sum(a)"))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED_HERE));
  }

  private static void assertRefused(Runnable call, ErrorCode code, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }
}
