// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.Bytes;
import java.util.List;

/** The values that stand apart from a message, in the order of their places in it. */
final class Apart {
  static final Apart NOTHING = new Apart(List.of(), List.of());

  private final List<Integer> positions;
  private final List<Bytes> values;
  private int taken;
  private long takenLength;

  Apart(List<Integer> positions, List<Bytes> values) {
    this.positions = positions;
    this.values = values;
  }

  /** The value that stands here; null if none does. */
  Bytes take(int position) {
    if (taken == positions.size() || positions.get(taken) != position) {
      return null;
    }
    Bytes value = values.get(taken++);
    takenLength += value.length();
    return value;
  }

  /** Of the values that were taken, in bytes. */
  long takenLength() {
    return takenLength;
  }

  /** A value in a place that is no field's would be lost. */
  void requireAllTaken() {
    if (taken < positions.size()) {
      throw Refusal.malformed(
          "a value at byte " + positions.get(taken) + ", where no field is", "a field");
    }
  }
}
