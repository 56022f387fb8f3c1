// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import org.apache.flink.annotation.Internal;

/** A way in which expressions over rows are run; the answers are the same in each. */
@Internal
public enum Mode {
  /** A row at a time. */
  ROW,
  /** A block at a time, a loop for each call. */
  BLOCK,
  /** The same with calls fused into one loop, as far as that goes. */
  FUSED
}
