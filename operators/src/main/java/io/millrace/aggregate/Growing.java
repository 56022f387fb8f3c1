// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.Limit;
import org.apache.flink.annotation.Internal;

/** An accumulator whose states grow with the rows that they have seen. */
@Internal
public interface Growing extends Accumulator {
  /** About how many bytes the values take that a slot keeps. */
  long heldBytes(int slot);

  /** What a row brings besides its arguments. */
  default long bytesOfRow() {
    return 0;
  }

  /** How much a slot may keep. */
  default Limit limit() {
    return Limit.STATE_BYTES;
  }
}
