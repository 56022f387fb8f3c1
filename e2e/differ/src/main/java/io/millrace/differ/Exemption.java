// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

/** Why answers that are not the same are no difference. */
enum Exemption {
  /** DataFusion, or its process, ended by a crash: no behaviour to follow. */
  CRASH,
  /**
   * DataFusion fails for rows in one batch and answers each of them alone, because AND and OR
   * protect a whole batch or nothing of it. Here they protect a row at a time.
   */
  BATCH,
  /** A value would be larger than this library's limits admit. */
  LIMIT
}
