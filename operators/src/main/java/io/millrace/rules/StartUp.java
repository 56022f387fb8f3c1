// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import org.apache.flink.annotation.PublicEvolving;

/** What becomes of events until the rules that lie there at start are in force. */
@PublicEvolving
public enum StartUp {
  /** They wait, in state, and the watermark with them, so that each rule sees all of them. */
  BUFFER,
  /** They pass, and rules see those that come after them, as later rules do. */
  PASS
}
