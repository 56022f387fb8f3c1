// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/**
 * The accumulators of one group as tables hold them, who change them in place: a state, or what is
 * at work on it and is asked for the state when it is written. A state on the heap is written by
 * the thread of a snapshot while its task copies it before the next change: what is asked for its
 * state may tidy up first, so both ask in turn. Changes are made by the task alone, to its copy.
 */
@Internal
public final class HeldAccumulators {
  private AccumulatorState state;
  private Supplier<AccumulatorState> work;

  public HeldAccumulators(AccumulatorState state) {
    this.state = state;
  }

  public synchronized AccumulatorState state() {
    return work == null ? state : work.get();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeldAccumulators held && state().equals(held.state());
  }

  @Override
  public int hashCode() {
    return state().hashCode();
  }

  /** Null while nothing is at work. */
  public synchronized Supplier<AccumulatorState> work() {
    return work;
  }

  /** Begins with the state of now. */
  public synchronized void begin(Supplier<AccumulatorState> begun) {
    work = begun;
    state = null;
  }

  /** Ends what is at work. */
  public synchronized void reset(AccumulatorState to) {
    work = null;
    state = to;
  }
}
