// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import org.apache.flink.annotation.PublicEvolving;

/** Which time windows of rules are of; without one, rules may have none. */
@PublicEvolving
public enum EventTime {
  /** Events have one of their own, and watermarks follow it. */
  PRESENT,
  /** Processing time: an event has the time when it comes to the rules, whatever it says. */
  ARRIVAL,
  ABSENT
}
