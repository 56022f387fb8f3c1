// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.HeldBytes;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * The states of one aggregate call for many groups, by slot number; the same code serves a whole
 * batch, an incremental window and a slice. Confined to one thread.
 *
 * <p>A state leaves and enters as a list of values in {@code Literal}'s Java form, of the types
 * that {@link Aggregate#state} declares: that is what Flink keeps.
 */
@Internal
public interface Accumulator {
  /** Makes slots {@code 0 .. count} exist; new ones are empty. */
  void resize(int count);

  /**
   * Adds row {@code i} of the arguments to slot {@code slots[i]}, in order. Rows that FILTER
   * rejects are not given.
   */
  void update(Block[] args, int[] slots, int rows);

  /** The same where {@code slots} is the same for all rows, of which there is one at least. */
  default void updateOne(Block[] args, int[] slots, int rows) {
    update(args, slots, rows);
  }

  /**
   * An empty one for frames that slide over rows, which adds up as DataFusion does there; this
   * class itself where that makes no difference. Empty where DataFusion can not take rows back.
   */
  default Optional<Retractable> sliding() {
    return Optional.empty();
  }

  /**
   * An empty one for frames that only grow, which adds up as DataFusion does there and whose result
   * is asked for with every row; this one itself where that is it.
   */
  default Accumulator running() {
    return sliding().map(Accumulator.class::cast).orElse(this);
  }

  /**
   * An empty one of the same results that takes back any of its rows, and keeps less for that than
   * whole rows; empty where there is none.
   */
  default Optional<Reversible> counted() {
    return Optional.empty();
  }

  /** About how many bytes a slot takes. */
  default long heldBytes(int slot) {
    return HeldBytes.SLOT;
  }

  /** The state of a slot. */
  List<Object> state(int slot);

  /** Replaces the state of a slot. */
  void load(int slot, List<Object> state);

  /** Adds a state, whose rows come after those of the slot, to the slot. */
  void merge(int slot, List<Object> state);

  /** Writes the result of a slot to a row of {@code out}. */
  void result(int slot, Block out, int row);
}
