// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.Lane;
import io.millrace.kernel.Kernel;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes loops in a thread of its own and runs them there until the JIT has compiled them, so that
 * nobody waits for a slow one. A loop lives as long as code that uses it, and is used by all code
 * that has a group of its form; the thread ends when there is nothing to do.
 */
final class Fusion {
  /** Loops at a time that nobody asked for; code that comes later stays as it is. */
  static final int MOST_LOOPS = 256;

  private static final int WARM_ROWS = 1 << 24;
  private static final long WARM_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final Map<FusedGroup.Form, WeakReference<FusedLoop>> LOOPS = new HashMap<>();
  private static final List<WeakReference<FusedLoop>> NOT_ASKED_FOR = new ArrayList<>();
  private static final ThreadPoolExecutor THREAD = thread();

  private Fusion() {}

  /**
   * @param sample kernels and constants for the first runs
   * @return the loops by form; none at all where they would be too many
   */
  static CompletableFuture<Map<FusedGroup.Form, FusedLoop>> start(
      List<FusedGroup> groups, Parameters sample) {
    return CompletableFuture.supplyAsync(
        () -> {
          Map<FusedGroup.Form, FusedLoop> made = new HashMap<>();
          for (FusedGroup group : groups) {
            FusedLoop loop = known(group.form());
            if (loop == null) {
              if (live() >= MOST_LOOPS) {
                return Map.of();
              }
              loop = remember(group.form(), FusedLoops.generate(group.form()));
              count(loop);
              warm(loop, group, sample);
            }
            made.put(group.form(), loop);
          }
          return made;
        },
        THREAD);
  }

  /** The loops by form, cold and however many there are. */
  static Map<FusedGroup.Form, FusedLoop> now(List<FusedGroup> groups) {
    Map<FusedGroup.Form, FusedLoop> made = new HashMap<>();
    for (FusedGroup group : groups) {
      FusedLoop loop = known(group.form());
      made.put(
          group.form(),
          loop == null ? remember(group.form(), FusedLoops.generate(group.form())) : loop);
    }
    return made;
  }

  private static FusedLoop known(FusedGroup.Form form) {
    synchronized (LOOPS) {
      WeakReference<FusedLoop> known = LOOPS.get(form);
      return known == null ? null : known.get();
    }
  }

  private static FusedLoop remember(FusedGroup.Form form, FusedLoop loop) {
    synchronized (LOOPS) {
      LOOPS.put(form, new WeakReference<>(loop));
      return loop;
    }
  }

  private static void count(FusedLoop loop) {
    synchronized (LOOPS) {
      NOT_ASKED_FOR.add(new WeakReference<>(loop));
    }
  }

  private static int live() {
    synchronized (LOOPS) {
      LOOPS.values().removeIf(each -> each.get() == null);
      NOT_ASKED_FOR.removeIf(each -> each.get() == null);
      return NOT_ASKED_FOR.size();
    }
  }

  private static void warm(FusedLoop loop, FusedGroup group, Parameters sample) {
    Kernel[] kernels = group.nodes().stream().map(sample::kernel).toArray(Kernel[]::new);
    Block[] constants = group.constants().stream().map(sample::constant).toArray(Block[]::new);
    Block[] inputs = group.form().inputs().stream().map(Fusion::block).toArray(Block[]::new);
    Block out = block(group.form().result());
    long deadline = System.nanoTime() + WARM_NANOS;
    for (int rows = 0; rows < WARM_ROWS && System.nanoTime() < deadline; rows += Block.CAPACITY) {
      loop.run(kernels, inputs, constants, out, Block.CAPACITY);
    }
  }

  private static Block block(Lane lane) {
    return Block.of(lane, Block.CAPACITY);
  }

  private static ThreadPoolExecutor thread() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "millrace-fusion");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
