// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.Expr;
import io.millrace.udf.ScalarUdf;
import io.millrace.wire.ExprCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.example.risk.Functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sessions of threads, and what Java serialization makes of expressions by them. */
class ContextsTest {
  private static final ScalarUdf F = Functions.like("f", 1);
  private static final Expr BY_NAME = new Expr.ScalarCall("f", List.of(col("a")));

  private final SessionContext session = SessionContext.create();

  @AfterEach
  void nothingStaysWithTheThread() {
    assertThat(WorkerContext.current()).isEmpty();
    assertThat(SenderContext.current()).isEmpty();
  }

  @Test
  void aThreadHasTheSessionThatWasSetUntilItIsCleared() {
    WorkerContext.clear();
    WorkerContext.set(session);
    assertThat(WorkerContext.current()).containsSame(session);
    assertThat(SenderContext.current()).isEmpty();
    WorkerContext.clear();
    SenderContext.set(session);
    assertThat(SenderContext.current()).containsSame(session);
    SenderContext.clear();
  }

  @Test
  void scopesNestAndGiveBackWhatWasBefore() {
    SessionContext inner = SessionContext.create();
    try (ContextScope outer = WorkerContext.open(session)) {
      assertThat(outer.session()).isSameAs(session);
      ContextScope twice = WorkerContext.open(inner);
      assertThat(WorkerContext.current()).containsSame(inner);
      twice.close();
      twice.close();
      assertThat(WorkerContext.current()).containsSame(session);
    }
  }

  @Test
  void aScopeIsClosedByTheThreadThatOpenedIt() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    ContextScope scope = WorkerContext.open(session);
    try {
      Future<?> closing = other.submit(scope::close);
      assertThatThrownBy(closing::get)
          .hasMessageContaining("expected " + Thread.currentThread().getName());
    } finally {
      scope.close();
      other.shutdown();
    }
  }

  @Test
  void theGivenSessionComesBeforeTheThreadsAndThatBeforeTheGlobalOne() {
    SessionContext given = SessionContext.create();
    assertThat(WorkerContext.or(null)).isSameAs(SessionContext.global());
    try (ContextScope scope = WorkerContext.open(session)) {
      assertThat(WorkerContext.or(null)).isSameAs(scope.session());
      assertThat(WorkerContext.or(given)).isSameAs(given);
    }
  }

  @Test
  void aLostScopeIsAnErrorAndKeepsNothingAlive() throws Exception {
    WorkerContext.open(SessionContext.create());
    boolean lost = false;
    for (int i = 0; i < 200 && !lost; i++) {
      System.gc();
      try {
        WorkerContext.current();
        Thread.onSpinWait();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("scope was lost");
        lost = true;
      }
    }
    assertThat(lost).isTrue();
    WorkerContext.clear();
  }

  /**
   * As several subtasks of one JVM do, each on a thread of its own, and the pool of one of them.
   */
  @Test
  void subtasksOfOneJvmDoNotSeeEachOthersSessions() throws Exception {
    int subtasks = 4;
    ExecutorService threads = Executors.newFixedThreadPool(subtasks);
    ExecutorService async = Executors.newSingleThreadExecutor();
    CountDownLatch allSet = new CountDownLatch(subtasks);
    byte[] bytes = ExprCodec.create().encode(new Expr.ScalarCall("own", List.of(col("a"))));
    try {
      List<Future<ScalarUdf>> found = new ArrayList<>();
      List<ScalarUdf> own = new ArrayList<>();
      for (int i = 0; i < subtasks; i++) {
        ScalarUdf function = Functions.like("own", i);
        own.add(function);
        found.add(threads.submit(() -> subtask(function, bytes, allSet, async)));
      }
      for (int i = 0; i < subtasks; i++) {
        assertThat(found.get(i).get()).isSameAs(own.get(i));
      }
      assertThat(async.submit((Callable<Optional<?>>) WorkerContext::current).get()).isEmpty();
    } finally {
      threads.shutdown();
      async.shutdown();
    }
  }

  private static ScalarUdf subtask(
      ScalarUdf own, byte[] bytes, CountDownLatch allSet, ExecutorService async) throws Exception {
    SessionContext session = SessionContext.create();
    session.registerUdf(own);
    try (ContextScope scope = WorkerContext.open(session)) {
      allSet.countDown();
      allSet.await();
      Future<Boolean> elsewhere = async.submit(() -> WorkerContext.current().isEmpty());
      assertThat(elsewhere.get()).as("a thread of asynchronous I/O has none").isTrue();
      Future<Expr> given = async.submit(() -> scope.session().decode(bytes));
      assertThat(given.get()).isEqualTo(own.call(col("a")));
      Expr decoded = WorkerContext.or(null).decode(bytes);
      return (ScalarUdf) ((Expr.ScalarCall) decoded).definition();
    }
  }

  /** As a function of Flink that has an expression in its closure. */
  private record Operator(Expr predicate, String name) implements Serializable {}

  @Test
  void javaSerializationWritesTheBytesAndNotTheTree() throws Exception {
    Expr expr = col("a").plus(lit(1)).gt(col("b"));
    byte[] stream = written(new Operator(expr, "o"));
    assertThat(read(stream)).isEqualTo(new Operator(expr, "o"));
    assertThat(new String(stream, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("Expr$Binary")
        .contains("SerializedExpr");
  }

  @Test
  void aStreamThatPromisesMoreThanItHoldsTakesNoMemory() throws Exception {
    byte[] stream = written(new Operator(col("a"), "o"));
    byte[] bytes = ExprCodec.create().encode(col("a"));
    int length =
        new String(stream, java.nio.charset.StandardCharsets.ISO_8859_1)
                .indexOf(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
            - 4;
    java.nio.ByteBuffer.wrap(stream).putInt(length, Integer.MAX_VALUE);
    assertThatThrownBy(() -> read(stream)).isInstanceOf(IOException.class);
  }

  @Test
  void aLargeExpressionComesBackWhole() throws Exception {
    Expr large = lit("x".repeat(200_000)).eq(col("a"));
    assertThat(read(written(new Operator(large, "o"))).predicate()).isEqualTo(large);
  }

  @Test
  void functionsInAJobGraphTravelByValue() throws Exception {
    Operator read = read(written(new Operator(F.call(col("a")), "o")));
    assertThat(((Expr.ScalarCall) read.predicate()).definition())
        .isInstanceOf(ScalarUdf.class)
        .isNotSameAs(F);
  }

  @Test
  void theSendersSessionWritesAndTheWorkersReads() throws Exception {
    byte[] stream;
    try (ContextScope sending = SenderContext.open(session.withUdfInlining(false))) {
      assertThat(sending).isNotNull();
      stream = written(new Operator(F.call(col("a")), "o"));
    }
    assertThatThrownBy(() -> read(stream)).hasMessageContaining("function 'f'");
    session.registerUdf(F);
    try (ContextScope working = WorkerContext.open(session)) {
      assertThat(working).isNotNull();
      assertThat(read(stream).predicate()).isEqualTo(F.call(col("a")));
    }
    byte[] byValue = written(new Operator(F.call(col("a")), "o"));
    try (ContextScope working = WorkerContext.open(session)) {
      assertThat(working).isNotNull();
      assertThatThrownBy(() -> read(byValue))
          .as("a worker's session lets in what its policy lets in")
          .hasMessageContaining("function 'f'");
    }
  }

  @Test
  void encodingItselfLooksAtNoThread() {
    try (ContextScope sending = SenderContext.open(session.withUdfInlining(false))) {
      assertThat(sending).isNotNull();
      assertThat(session.encode(F.call(col("a")))).isNotEqualTo(session.encode(BY_NAME));
    }
  }

  private static byte[] written(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Operator read(byte[] stream) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream))) {
      return (Operator) in.readObject();
    }
  }
}
