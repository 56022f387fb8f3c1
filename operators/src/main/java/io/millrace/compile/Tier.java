// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

/** How a program runs at the moment. */
enum Tier {
  /** A loop for each call, over blocks. */
  BLOCKS,
  /** The same, with calls over numbers fused into generated loops. */
  FUSED
}
