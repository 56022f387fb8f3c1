// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import org.apache.flink.annotation.PublicEvolving;

/** Whether events have event time, without which rules may have no windows. */
@PublicEvolving
public enum EventTime {
  PRESENT,
  ABSENT
}
