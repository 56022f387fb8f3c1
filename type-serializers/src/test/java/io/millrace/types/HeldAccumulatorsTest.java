// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeldAccumulatorsTest {
  private static final AccumulatorState STATE = new AccumulatorState(List.of(List.of(7L)));

  @Test
  @Timeout(60)
  void aSnapshotAndItsTaskAskInTurn() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Thread> other = new AtomicReference<>();
    HeldAccumulators held = new HeldAccumulators(AccumulatorState.EMPTY);
    held.begin(
        () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          begun.countDown();
          while (!isWaitingOrOver(other.get())) {
            Thread.onSpinWait();
          }
          inside.decrementAndGet();
          return STATE;
        });
    AtomicReference<AccumulatorState> copied = new AtomicReference<>();
    Thread task =
        new Thread(() -> copied.set(HeldAccumulatorsSerializer.INSTANCE.copy(held).state()));
    Thread snapshot = new Thread(() -> assertThat(held.state()).isEqualTo(STATE));
    other.set(task);
    snapshot.start();
    begun.await();
    task.start();
    snapshot.join();
    task.join();

    assertThat(most).hasValue(1);
    assertThat(copied).hasValue(STATE);
  }

  private static boolean isWaitingOrOver(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, TERMINATED -> true;
      case NEW, RUNNABLE, WAITING, TIMED_WAITING -> thread == Thread.currentThread();
    };
  }
}
