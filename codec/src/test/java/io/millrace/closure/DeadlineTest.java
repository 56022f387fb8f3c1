// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.example.risk.Endless;
import org.example.risk.RiskJob;
import org.example.risk.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The time limits only keep a failure from hanging the build. */
@Timeout(60)
class DeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  static List<Score> endless() {
    return List.of(
        Endless.loop(),
        Endless.quietLoop(),
        Endless.swallowing(),
        Endless.swallowingInFinally(),
        Endless.answering(),
        Endless.swallowingRecursion(),
        Endless.monitor(),
        Endless.insideMonitor(),
        Endless.switching(),
        Endless.throughTheJvm());
  }

  @ParameterizedTest
  @MethodSource("endless")
  void endlessFunctionsEnd(Score function) {
    Function<Long, Object> arrived = sent(function);
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> callWithin(SHORT, arrived))
        .withMessage(
            "Cannot finish a shipped function: it took longer, expected at most maxCallMillis ="
                + " 100")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
  }

  @Test
  void endlessRecursionEndsWithTheStackOrTheDeadline() {
    assertThatThrownBy(() -> callWithin(SHORT, sent(Endless.recursion())))
        .isInstanceOfAny(StackOverflowError.class, MillraceException.class);
  }

  @Test
  void anInterruptEndsAFunctionWithoutADeadline() throws Exception {
    Function<Long, Object> arrived = sent(Endless.swallowing());
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              begun.countDown();
              try {
                end.complete(new AssertionError("came back: " + arrived.apply(1L)));
              } catch (MillraceException e) {
                end.complete(e);
              }
            });
    thread.start();
    begun.await();
    thread.interrupt();
    assertThat(end.get(30, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
    thread.join();
  }

  @Test
  void anInnerDeadlineDoesNotOutliveTheOuterOne() {
    Function<Long, Object> arrived = sent(Endless.loop());
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(
            () -> {
              try (Deadline outer = Deadline.within(SHORT)) {
                callWithin(Duration.ofMinutes(5), arrived);
              }
            })
        .withMessageContaining("maxCallMillis = 100");
  }

  @Test
  void aDeadlineEndsWhenItIsClosed() {
    Function<Long, Object> arrived = sent(RiskJob.over(0));
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> callWithin(Duration.ZERO, arrived));
    assertThat(arrived.apply(1L)).isEqualTo(true);
    assertThat(callWithin(Duration.ofMinutes(1), arrived)).isEqualTo(true);
  }

  /** More threads than there are places for their deadlines. */
  @Test
  void eachThreadHasItsOwn() throws Exception {
    Function<Long, Object> arrived = sent(Endless.loop());
    CountDownLatch allOpen = new CountDownLatch(1100);
    List<CompletableFuture<ErrorCode>> ends =
        IntStream.range(0, 1100)
            .mapToObj(
                i -> {
                  CompletableFuture<ErrorCode> end = new CompletableFuture<>();
                  new Thread(null, () -> end.complete(ended(arrived, allOpen)), "", 1 << 17)
                      .start();
                  return end;
                })
            .toList();
    for (CompletableFuture<ErrorCode> each : ends) {
      assertThat(each.get(50, TimeUnit.SECONDS)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    }
  }

  private static ErrorCode ended(Function<Long, Object> function, CountDownLatch allOpen) {
    try (Deadline deadline = Deadline.within(Duration.ofMillis(1))) {
      allOpen.countDown();
      allOpen.await();
      throw new AssertionError("came back: " + function.apply(1L));
    } catch (MillraceException e) {
      return e.code();
    } catch (InterruptedException e) {
      return ErrorCode.INTERRUPTED;
    }
  }

  private static Object callWithin(Duration time, Function<Long, Object> function) {
    try (Deadline deadline = Deadline.within(time)) {
      Object result = function.apply(1L);
      Deadline.check();
      return result;
    }
  }

  @SuppressWarnings("unchecked")
  private static Function<Long, Object> sent(Score function) {
    return (Function<Long, Object>)
        JvmClosure.of(function).instantiate(ClassLoader.getPlatformClassLoader());
  }
}
