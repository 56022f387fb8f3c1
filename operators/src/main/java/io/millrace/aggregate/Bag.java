// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.HeldBytes;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** Values that come and go, in any order. Confined to one thread. */
sealed interface Bag permits CountedBag, OrderedBag {
  /** What a value takes besides its own bytes, about. */
  long ENTRY_BYTES = 7 * HeldBytes.SLOT;

  void add(Object value);

  /**
   * One that is equal goes. Where there is none, that is an EvaluationError, here or in {@link
   * #forEach}.
   */
  void remove(Object value);

  /** About how many all take. */
  long bytes();

  /** Shows each value, with how often it is there. */
  void forEach(ObjLongConsumer<Object> values);

  /** Each value, and behind it how often it is there. */
  List<Object> state();

  /** Adds the values of a state, which came later. */
  void merge(List<Object> state);
}
