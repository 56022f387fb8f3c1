// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import org.apache.flink.annotation.PublicEvolving;

/** How a rule cuts event time into windows; all lengths are positive, in milliseconds. */
@PublicEvolving
public sealed interface RuleWindow {
  record Tumble(long size) implements RuleWindow {}

  record Hop(long size, long slide) implements RuleWindow {}

  record Session(long gap) implements RuleWindow {}
}
