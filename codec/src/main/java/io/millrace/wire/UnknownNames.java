// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

/** What becomes of calls, by name alone, of functions that DataFusion does not have. */
enum UnknownNames {
  REFUSED,
  /** For whoever has functions of its own to look them up. */
  KEPT
}
