// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.column.EvaluationError;
import org.apache.flink.annotation.Internal;

/** An accumulator whose states grow with the rows that they have seen. */
@Internal
public interface Growing extends Accumulator {
  /** Of the values; takes no time that grows with them where rows come and go. */
  @Override
  long heldBytes(int slot);

  /** What a row brings besides its arguments. */
  default long bytesOfRow() {
    return 0;
  }

  /** How much a slot may keep. */
  default Limit limit() {
    return Limit.STATE_BYTES;
  }

  /** Of what a function would keep over its limit. */
  static EvaluationError excess(Limit limit, String name, long bytes) {
    return new EvaluationError(
        limit.code(), Limits.DEFAULT.refusal(limit, "compute " + name, bytes + " bytes of values"));
  }
}
