// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What an {@link AggregateUdf} keeps of one group of rows. Values are in the form of {@link
 * JavaForm}, lists may hold nulls. Confined to one thread. Rows come in the order in which they
 * came, whatever ORDER BY says, as in DataFusion. What it throws fails the group's result, with
 * EVALUATION or the code of the limit that it went over.
 */
@PublicEvolving
public interface Accumulator {
  /** Adds one row; where the call has ORDER BY, its keys are behind the arguments. */
  void update(List<Object> args) throws Exception;

  /** Adds what {@link #state} of another gave, whose rows come after those that are in this. */
  void merge(List<Object> state) throws Exception;

  /** Takes a row back, the first of those that are in; asked for if {@link #supportsRetract}. */
  default void retract(List<Object> args) throws Exception {
    throw new UnsupportedOperationException("retract");
  }

  /** Whether rows can be taken back, as frames that slide over rows need it. */
  default boolean supportsRetract() {
    return false;
  }

  /** All there is to know, as the state fields declare it: what checkpoints keep. */
  List<Object> state() throws Exception;

  /** The result of the rows so far; may be asked for more than once. */
  Object evaluate() throws Exception;
}
