// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import org.apache.flink.annotation.Internal;

/**
 * A line of the rules source and where it came from ({@code file:line}), or the marker behind the
 * lines that lay there at start.
 *
 * @param text null for the marker
 */
@Internal
public record RuleLine(String text, String origin) {
  /** Sent once, after the last of the rules that were present when the source started. */
  public static final RuleLine START_COMPLETE = new RuleLine(null, "");

  public boolean isMarker() {
    return text == null;
  }
}
