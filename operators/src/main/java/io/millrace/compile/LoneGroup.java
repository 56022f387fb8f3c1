// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.aggregate.Accumulator;
import io.millrace.aggregate.Reversible;
import io.millrace.aggregate.StateForm;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The accumulators of one group, which somebody else keeps; see {@link GroupProgram#use}. */
@Internal
public final class LoneGroup {
  /** What is kept of a call. */
  enum Form {
    STATE,
    /** With what is needed to take rows back. */
    FRAME
  }

  private final List<GroupCall> calls;
  private final Form form;
  private final List<Accumulator> accumulators = new ArrayList<>();

  LoneGroup(List<GroupCall> calls, Form form) {
    this.calls = calls;
    this.form = form;
    for (GroupCall call : calls) {
      Accumulator one = call.newAccumulator();
      one.resize(1);
      accumulators.add(one);
    }
  }

  /**
   * @param by the same calls, maybe of another program of the same thread
   */
  void use(List<GroupCall> by) {
    for (int i = 0; i < by.size(); i++) {
      by.get(i).accumulator = accumulators.get(i);
    }
  }

  /** For each call what {@link #load} and {@link #merge} take. */
  public List<List<Object>> state() {
    List<List<Object>> state = new ArrayList<>();
    for (Accumulator each : accumulators) {
      state.add(
          switch (form) {
            case STATE -> each.state(0);
            case FRAME -> ((Reversible) each).frame(0);
          });
    }
    return state;
  }

  /**
   * Replaces what is in it. Throws EvaluationError STATE_CORRUPT for what is no state of the calls,
   * or RuntimeException, as {@link #merge} does.
   */
  public void load(List<List<Object>> state) {
    StateForm.requireCalls(state, calls.size());
    use(calls);
    for (int i = 0; i < calls.size(); i++) {
      switch (form) {
        case STATE -> calls.get(i).load(0, state.get(i));
        case FRAME -> ((Reversible) accumulators.get(i)).loadFrame(0, state.get(i));
      }
    }
  }

  /** Adds a state of rows that came later. */
  public void merge(List<List<Object>> state) {
    StateForm.requireCalls(state, calls.size());
    use(calls);
    for (int i = 0; i < calls.size(); i++) {
      switch (form) {
        case STATE -> calls.get(i).merge(0, state.get(i));
        case FRAME -> ((Reversible) accumulators.get(i)).mergeFrame(0, state.get(i));
      }
    }
  }
}
