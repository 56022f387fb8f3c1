// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.closure.Deadline;
import io.millrace.closure.JvmClosure;
import io.millrace.column.Block;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.compile.WindowProgram;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Payload;
import io.millrace.expr.Schema;
import io.millrace.json.RuleJson;
import io.millrace.memory.ArrowMemory;
import io.millrace.operator.ArrowExpressions;
import io.millrace.operator.ArrowProgram;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlParser;
import io.millrace.trust.SignedEnvelope;
import io.millrace.types.FileSystemPayloadStore;
import io.millrace.udf.ScalarUdf;
import io.millrace.wire.ExprCodec;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.example.travel.Words;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each limit holds, and whoever goes over it reads which one, its value and what was found. */
class EachLimitTest {
  private static final Expr SUM = lit(1).plus(lit(2));
  private static final Schema NUMBERS = Schema.of(Field.of("a", DataType.INT64));
  private static final String FREE = "{'id':'%s','revision':%d,'sql':'%s'}";

  @TempDir Path folder;

  private interface Step {
    void run() throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void holdsAndIsNamed(Limit limit) throws Exception {
    Throwable refused = catchThrowable(() -> exceed(limit).run());
    assertThat(refused).isInstanceOf(MillraceException.class);
    assertThat(((MillraceException) refused).code()).isEqualTo(limit.code());
    assertThat(refused.getMessage())
        .startsWith("Cannot ")
        .containsPattern(": [^,]+.*, expected at most " + limit.key() + " = \\d+");
  }

  /** Something that goes over it: what a session may set is set low. */
  private Step exceed(Limit limit) {
    return switch (limit) {
      case BYTES, LITERAL_BYTES -> () -> codec(limit, 1).encode(SUM);
      case CODE_BYTES ->
          () ->
              codec(limit, 3).encode(new Expr.ScalarCall("f", List.of(), Payload.of(new byte[4])));
      case DEPTH -> () -> SqlParser.over(NUMBERS).withLimits(low(limit, 1)).parse("((a))");
      case NODES -> () -> codec(limit, 2).decode(ExprCodec.create().encode(SUM));
      case LIST_ITEMS ->
          () -> codec(limit, 1).encode(new Expr.InList(col("a"), List.of(lit(1), lit(2)), false));
      case SQL_LENGTH -> () -> SqlParser.over(NUMBERS).withLimits(low(limit, 3)).parse("a + 1");
      case TYPE_DEPTH -> () -> DataType.parse("List(".repeat(101));
      case CLASSES, CLASS_BYTES, CAPTURED_BYTES, CAPTURED_DEPTH ->
          () -> {
            JvmClosure.of(Words.first(List.of("captured")), low(limit, 0));
          };
      case CALL_MILLIS ->
          () -> {
            try (Deadline deadline = Deadline.within(low(limit, 0))) {
              Deadline.check();
            }
          };
      case CALL_BYTES ->
          () -> {
            ScalarUdf same =
                ScalarUdf.ofVectors(
                    "same",
                    NUMBERS.fields(),
                    Field.of("value", DataType.INT64),
                    (args, rows, allocator) -> args.get(0));
            SessionContext session = SessionContext.create().withLimits(low(limit, 64));
            session.registerUdf(same);
            evaluate(session, "same(a)", 100);
          };
      case BATCH_BYTES, BATCH_MILLIS ->
          () -> evaluate(SessionContext.global().withLimits(low(limit, 0)), "a % 7", 20_000);
      case VALUE_BYTES -> () -> evaluate(SessionContext.global(), "repeat('four', a * 1048576)", 2);
      case ROW_STEPS ->
          () ->
              evaluate(
                  SessionContext.global(),
                  "levenshtein(repeat('b', a * 40000), repeat('c', a * 40000))",
                  2);
      case GROUP_PLACES ->
          () ->
              evaluate(
                  SessionContext.global(),
                  "regexp_match(repeat('a', a), '%s(a?){9000}')".formatted("()".repeat(1_000)),
                  2);
      case PATTERN_LENGTH ->
          () -> evaluate(SessionContext.global(), "regexp_like('a', repeat('a', a * 4097))", 2);
      case PATTERN_BYTES ->
          () ->
              evaluate(
                  SessionContext.global(),
                  "regexp_like('a', repeat('((a{100}){100}){100}', a))",
                  2);
      case ENVELOPE_LENGTH -> () -> SignedEnvelope.parse(" ".repeat((16 << 20) + 1));
      case SIGNATURES -> () -> SignedEnvelope.parse(envelope("a", 4, 17));
      case KEY_ID_LENGTH -> () -> SignedEnvelope.parse(envelope("a".repeat(257), 4, 1));
      case SIGNATURE_BYTES -> () -> SignedEnvelope.parse(envelope("a", 1_025, 1));
      case RULE_ID_LENGTH ->
          () -> RuleJson.parse(FREE.formatted("a".repeat(257), 1, "1").replace('\'', '"')).rule();
      case WINDOWS_OF_ROW ->
          () ->
              RuleJson.parse(
                      "{\"id\":\"a\",\"revision\":1,\"sql\":\"1\",\"window\":{\"hop\":[\"9d\",\"1ms\"]}}")
                  .rule();
      case BOUND_DEPTH -> () -> rules(low(limit, 2), FREE.formatted("a", 1, "1 + 2 + 3 + delay"));
      case REVISIONS ->
          () ->
              rules(
                  low(limit, 1),
                  "{'id':'a','revision':1,'sql':'1','effective_from':'2001-01-01'}",
                  "{'id':'a','revision':2,'sql':'2','effective_from':'2002-01-01'}");
      case RULES ->
          () -> rules(low(limit, 1), FREE.formatted("a", 1, "1"), FREE.formatted("b", 1, "1"));
      case WAITING_BYTES ->
          () -> {
            try (RuleTasks tasks = new RuleTasks(1, options(low(limit, 500)))) {
              for (int i = 0; i < 9; i++) {
                tasks.event(i, "UA", 1L, null);
              }
            }
          };
      case WINDOW_KEYS ->
          () -> windows(low(limit, 1), "{'tumble':'1h'}", List.of(1L, 2L), List.of(1_000L, 1_000L));
      case HELD_ROWS ->
          () ->
              windows(
                  low(limit, 1),
                  "array_agg(delay)",
                  "{'tumble':'1h'}",
                  List.of(1L, 1L),
                  List.of(1_000L, 1_000L));
      case SESSION_SECONDS ->
          () ->
              windows(low(limit, 1), "{'session':'1h'}", List.of(1L, 1L), List.of(1_000L, 9_000L));
      case RULE_BYTES -> () -> rules(low(limit, 3), FREE.formatted("a", 1, "delay > 1"));
      case WINDOW_ROWS ->
          () -> {
            TypedExpr numbered =
                Binder.over(NUMBERS)
                    .bindWindow(SqlParser.over(NUMBERS).parse("row_number() OVER ()"));
            RowBatch batch = new RowBatch(List.of(DataType.INT64), new int[0], Block.CAPACITY);
            while (!batch.isFull()) {
              batch.beginRow();
            }
            try (WindowProgram program =
                WindowProgram.compile(Windowing.of(List.of(numbered)), Block.CAPACITY)) {
              for (long rows = 0; rows <= limit.standard(); rows += Block.CAPACITY) {
                program.add(batch);
              }
            }
          };
      case STATE_BYTES -> () -> aggregate("count(DISTINCT s)", 65);
      case STORED_BYTES ->
          () -> {
            Bytes large = Bytes.wrap(new byte[(64 << 20) + 1]);
            FileSystemPayloadStore.in(new org.apache.flink.core.fs.Path(folder.toUri()))
                .put(large.sha256(), large);
          };
    };
  }

  /** Over texts of a mebibyte that differ. */
  private static void aggregate(String sql, int rows) {
    Schema texts = Schema.of(Field.of("s", DataType.UTF8));
    TypedExpr call = Binder.over(texts).bindAggregate(SqlParser.over(texts).parse(sql));
    RowBatch row = new RowBatch(List.of(DataType.UTF8), 1);
    RowErrors[] errors = {new RowErrors()};
    try (GroupProgram program = GroupProgram.compile(Aggregation.of(List.of(call)), 1)) {
      program.resize(1);
      for (int i = 0; i < rows; i++) {
        row.clear();
        row.addRow();
        row.set(0, Character.toString('0' + i).repeat(1 << 20));
        program.update(row, 0, errors[0]);
      }
      program.results(1, errors);
      throw new MillraceException(errors[0].cause(0).code(), errors[0].message(0));
    }
  }

  private static Limits low(Limit limit, long value) {
    return Limits.DEFAULT.with(limit, value);
  }

  private static ExprCodec codec(Limit limit, long value) {
    return ExprCodec.withLimits(low(limit, value));
  }

  private static void evaluate(SessionContext session, String sql, int rows) {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        BigIntVector a = new BigIntVector("a", allocator)) {
      for (int row = 0; row < rows; row++) {
        a.setSafe(row, row);
      }
      a.setValueCount(rows);
      try (VectorSchemaRoot batch = VectorSchemaRoot.of(a);
          ArrowProgram program =
              ArrowExpressions.over(NUMBERS).withSession(session).compile(allocator, sql)) {
        program.evaluate(batch).close();
      }
    }
  }

  private static String envelope(String keyId, int length, int count) {
    String signature =
        "{\"keyid\":\"%s\",\"sig\":\"%s\"}"
            .formatted(keyId, Base64.getEncoder().encodeToString(new byte[length]));
    return "{\"payload\":\"\",\"payloadType\":\"t\",\"signatures\":[%s]}"
        .formatted(String.join(",", Collections.nCopies(count, signature)));
  }

  private static RuleOptions options(Limits limits) {
    return Rules.over(RuleTasks.SCHEMA)
        .withSessions(() -> SessionContext.create().withLimits(limits))
        .options();
  }

  /** What the last of the rules is refused for. */
  private static void rules(Limits limits, String... lines) throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, options(limits))) {
      for (String line : lines) {
        tasks.rule(line);
      }
      throwFirst(tasks);
    }
  }

  private static void throwFirst(RuleTasks tasks) {
    List<String> errors = tasks.errors();
    assertThat(errors).hasSize(1);
    String message = errors.get(0).replaceAll(".*\"message\":\"(.*?)\"[,}].*", "$1");
    String code = errors.get(0).replaceAll(".*\"code\":\"(.*?)\".*", "$1");
    throw new MillraceException(ErrorCode.valueOf(code), message);
  }

  /** What the last of the rows is refused for. */
  private static void windows(Limits limits, String window, List<Long> keys, List<Long> times)
      throws Exception {
    windows(limits, "count(*)", window, keys, times);
  }

  private static void windows(
      Limits limits, String sql, String window, List<Long> keys, List<Long> times)
      throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, options(limits))) {
      tasks.rule(
          "{'id':'a','revision':1,'sql':'%s','key':['delay'],'window':%s}".formatted(sql, window));
      tasks.marker();
      for (int i = 0; i < keys.size(); i++) {
        tasks.event(times.get(i), "UA", keys.get(i), null);
      }
      throwFirst(tasks);
    }
  }
}
