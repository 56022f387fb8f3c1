// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What an {@link AggregateUdf} keeps of one group of rows. Values are in the form of {@link
 * JavaForm}, lists may hold nulls. Confined to one thread. What it throws fails the group's result
 * with EVALUATION.
 */
@PublicEvolving
public interface Accumulator {
  /** Adds one row. */
  void update(List<Object> args) throws Exception;

  /** Adds what {@link #state} of another gave, whose rows come after those that are in this. */
  void merge(List<Object> state) throws Exception;

  /** All there is to know, as the state fields declare it: what checkpoints keep. */
  List<Object> state() throws Exception;

  /** The result of the rows so far; may be asked for more than once. */
  Object evaluate() throws Exception;
}
