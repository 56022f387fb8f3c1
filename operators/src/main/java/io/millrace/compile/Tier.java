// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import org.apache.flink.annotation.Internal;

/** How a program runs at the moment. */
@Internal
public enum Tier {
  /** A loop for each call, over blocks. */
  BLOCKS,
  /** The same, with calls over numbers fused into generated loops. */
  FUSED
}
