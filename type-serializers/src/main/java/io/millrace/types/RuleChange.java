// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import org.apache.flink.annotation.Internal;

/**
 * What the reader tells all instances of the other rule operators: a change with its number, which
 * grows from change to change, or the marker behind the rules that were present at start. Routers
 * tell the same way that a revision is quarantined.
 *
 * @param number of a quarantine: that of the last change that the router had applied, negative
 * @param version null for the marker
 */
@Internal
public record RuleChange(long number, RuleVersion version) {
  public static RuleChange startComplete(long number) {
    return new RuleChange(number, null);
  }

  public static RuleChange quarantine(long applied, RuleVersion version) {
    return new RuleChange(-applied, version);
  }

  public boolean isQuarantine() {
    return number < 0;
  }

  public boolean isMarker() {
    return version == null;
  }
}
