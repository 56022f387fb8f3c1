// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.EvaluationError;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * An accumulator that takes back any of its rows, not the first ones only, and whose {@link #frame
 * frames} are merged as states are.
 */
@Internal
public interface Reversible extends Retractable {
  /**
   * Whether a row may be taken back from one slot that has come to another, with which it is merged
   * later. Where it may not, merging what had rows taken back gives nonsense, unnoticed.
   */
  default boolean isLinear() {
    return false;
  }

  /** Adds a frame of rows that came later. */
  default void mergeFrame(int slot, List<Object> frame) {
    merge(slot, frame);
  }

  static EvaluationError neverCame() {
    return new EvaluationError("Cannot take a row back: it is not there, expected one that came");
  }
}
