// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.EvaluationError;
import io.millrace.compile.LoneGroup;
import io.millrace.types.AccumulatorState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/**
 * One group of {@link LiveGroups}, at work until somebody asks for its state: first how many rows
 * were taken back, and for a group that has no answer any more why; then that of each call.
 */
@Internal
public final class LiveGroup implements Supplier<AccumulatorState> {
  final LoneGroup accumulators;
  long takenBack;

  /** Null while there is an answer. */
  EvaluationError failure;

  LiveGroup(LoneGroup accumulators) {
    this.accumulators = accumulators;
  }

  @Override
  public AccumulatorState get() {
    List<List<Object>> state = new ArrayList<>();
    if (failure != null) {
      state.add(List.of(takenBack, failure.code().name(), failure.getMessage()));
    } else {
      state.add(List.of(takenBack));
      state.addAll(accumulators.state());
    }
    return new AccumulatorState(state);
  }
}
