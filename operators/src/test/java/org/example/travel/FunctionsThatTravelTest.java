// SPDX-License-Identifier: Apache-2.0
package org.example.travel;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.closure.Deadline;
import io.millrace.closure.JvmClosure;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import io.millrace.operator.ArrowExpressions;
import io.millrace.operator.ArrowProgram;
import io.millrace.operator.OnError;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlSchema;
import io.millrace.trust.TrustPolicy;
import io.millrace.types.FileSystemPayloadStore;
import io.millrace.udf.ScalarFunction;
import io.millrace.udf.ScalarUdf;
import io.millrace.wire.BufferSink;
import io.millrace.wire.PayloadStore;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page "Functions that travel", from a package of users': code of io.millrace stays. */
class FunctionsThatTravelTest {
  private static final Schema AMOUNTS = SqlSchema.parse("amount BIGINT");

  private final SessionContext sender = SessionContext.create();
  private final SessionContext receiver =
      SessionContext.create().withTrust(TrustPolicy.unsigned("one team, one process"));

  /** Which the functions below do not use. */
  private final Thread notSent = new Thread();

  @Test
  void aFunctionTravels() {
    long limit = 10_000;
    Set<Long> known = Set.of(20_000L, 30_000L);
    ScalarUdf risky =
        ScalarUdf.of("risky", (Long amount) -> amount > limit && !known.contains(amount));
    Expr expr = risky.call(col("amount"));
    byte[] bytes = sender.encode(expr);

    SessionContext receiver =
        SessionContext.create().withTrust(TrustPolicy.unsigned("one team, one process"));
    Expr arrived = receiver.decode(bytes);
    assertThat(values(arrived, 10_000, 10_001, 20_000)).containsExactly(false, true, false);
    assertThat(notSent.isAlive()).isFalse();
  }

  @Test
  void whatCanNotTravelIsNamed() {
    Thread worker = notSent;
    ScalarUdf working = ScalarUdf.of("working", (Long amount) -> worker.isAlive());
    assertThatThrownBy(() -> sender.encode(working.call(col("amount"))))
        .hasMessage(
            "Cannot ship function: variable worker is java.lang.Thread, expected a serializable"
                + " value");
  }

  @Test
  void functionsThatDifferInWhatTheyCapturedShareTheirClasses() {
    JvmClosure ten = JvmClosure.of(above(10).code());
    JvmClosure twenty = JvmClosure.of(above(20).code());
    assertThat(ten.classDigest()).isEqualTo(twenty.classDigest());
    assertThat(ten.classNames()).containsExactly("org.example.travel.FunctionsThatTravelTest");
  }

  private static ScalarUdf above(long limit) {
    return ScalarUdf.of("above", (Long amount) -> amount > limit);
  }

  @Test
  void largeValuesTakeAnotherWay() {
    Expr expr = col("amount").gt(lit(1)).and(col("name").eq(lit("x".repeat(10_000))));
    List<ByteBuffer> buffers = new ArrayList<>();
    byte[] frame = sender.encode(expr, BufferSink.above(4096, buffers::add));
    assertThat(frame.length).isLessThan(200);
    assertThat(receiver.decode(frame, buffers.iterator())).isEqualTo(expr);
  }

  @Test
  void aStoreHasTheClassesOnce(@TempDir java.nio.file.Path folder) throws Exception {
    Path path = new Path(folder.toUri());
    PayloadStore store = FileSystemPayloadStore.in(path);
    for (long limit = 0; limit < 100; limit++) {
      byte[] frame = sender.encode(above(limit).call(col("amount")), store, 256);
      Expr arrived = receiver.decode(frame, store);
      assertThat(values(arrived, limit, limit + 1)).containsExactly(false, true);
    }
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  @Timeout(60)
  void anEndlessFunctionFailsItsRowsAndNothingElse() {
    ScalarUdf endless =
        ScalarUdf.of(
            "endless",
            (Long amount) -> {
              while (amount > 1) {
                try {
                  amount++;
                } catch (Throwable e) {
                  amount = 2L;
                }
              }
              return amount;
            });
    Expr arrived = receiver.decode(sender.encode(endless.call(col("amount"))));
    assertThat(values(arrived, 1, 2, 1)).containsExactly(1L, null, 1L);
    long[] all = new long[1000];
    Arrays.fill(all, 2);
    assertThat(values(arrived, all)).as("at most three are tried").containsOnlyNulls();
    assertThat(values(receiver.decode(sender.encode(above(1).call(col("amount")))), 1, 2))
        .containsExactly(false, true);
  }

  @Test
  void aDeadlineOfYourOwn() throws Exception {
    Expr.ScalarCall call =
        (Expr.ScalarCall) receiver.decode(sender.encode(above(5).call(col("amount"))));
    ScalarFunction code = ((ScalarUdf) call.definition()).code();
    @SuppressWarnings("unchecked")
    ScalarFunction.Of1<Long, Boolean> function = (ScalarFunction.Of1<Long, Boolean>) code;
    try (Deadline deadline = Deadline.within(Duration.ofMillis(100))) {
      boolean result = function.apply(7L);
      Deadline.check();
      assertThat(result).isTrue();
    }
  }

  @Test
  void aBatchThatWasTooLateIsNotTheFunctionsFault() {
    Expr arrived = receiver.decode(sender.encode(above(1).call(col("amount"))));
    Limits late = Limits.DEFAULT.with(Limit.BATCH_MILLIS, 0);
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        ArrowProgram program =
            ArrowExpressions.over(AMOUNTS).onError(OnError.NULL).compile(allocator, arrived)) {
      try (Deadline deadline = Deadline.within(late, Limit.BATCH_MILLIS, "evaluate a batch")) {
        assertThat(deadline).isNotNull();
        assertThat(values(allocator, program, 1, 2, 1, 2, 1, 2)).containsOnlyNulls();
      }
      assertThat(values(allocator, program, 1, 2)).containsExactly(false, true);
    }
  }

  private static List<Object> values(Expr expr, long... amounts) {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        ArrowProgram program =
            ArrowExpressions.over(AMOUNTS).onError(OnError.NULL).compile(allocator, expr)) {
      return values(allocator, program, amounts);
    }
  }

  private static List<Object> values(
      BufferAllocator allocator, ArrowProgram program, long... amounts) {
    try (BigIntVector column = new BigIntVector("amount", allocator)) {
      for (int i = 0; i < amounts.length; i++) {
        column.setSafe(i, amounts[i]);
      }
      column.setValueCount(amounts.length);
      try (VectorSchemaRoot batch = VectorSchemaRoot.of(column);
          FieldVector result = program.evaluate(batch)) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
          values.add(result.getObject(i));
        }
        return values;
      }
    }
  }
}
