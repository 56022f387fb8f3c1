// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import org.apache.flink.annotation.Internal;

/**
 * A line of the rules source and where it came from ({@code file:line}, {@code
 * topic[partition]@offset}), or that a rule is to be forgotten, or the marker behind the lines that
 * lay there at start.
 *
 * @param text null for what is no line
 * @param key the id of the rule, where what the line came in says it beside the line; without a
 *     text, the rule is to be forgotten
 */
@Internal
public record RuleLine(String text, String origin, String key) {
  /** Sent once, after the last of the rules that were present when the source started. */
  public static final RuleLine START_COMPLETE = new RuleLine(null, "");

  public RuleLine(String text, String origin) {
    this(text, origin, null);
  }

  /** All revisions of a rule go, and lower ones may come again. */
  public static RuleLine tombstone(String id, String origin) {
    return new RuleLine(null, origin, id);
  }

  public boolean isTombstone() {
    return text == null && key != null;
  }

  public boolean isMarker() {
    return text == null && key == null;
  }
}
