// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/**
 * The accumulators of one group as tables hold them, who change them in place: a state, or what is
 * at work on it and is asked for the state when it is written. Confined to one thread.
 */
@Internal
public final class HeldAccumulators {
  private AccumulatorState state;
  private Supplier<AccumulatorState> work;

  public HeldAccumulators(AccumulatorState state) {
    this.state = state;
  }

  public AccumulatorState state() {
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
  public Supplier<AccumulatorState> work() {
    return work;
  }

  /** Begins with the state of now. */
  public void begin(Supplier<AccumulatorState> begun) {
    work = begun;
    state = null;
  }

  /** Ends what is at work. */
  public void reset(AccumulatorState to) {
    work = null;
    state = to;
  }
}
