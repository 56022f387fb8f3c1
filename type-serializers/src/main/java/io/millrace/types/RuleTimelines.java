// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * The timelines of all rules that an operator knows, as a checkpoint has them. Immutable; what was
 * written of them once is kept for the next checkpoint, unless it is large.
 */
@Internal
public final class RuleTimelines {
  private static final int MOST_KEPT = 8 << 20;

  private final List<RuleTimeline> all;
  private volatile byte[] written;

  public RuleTimelines(List<RuleTimeline> all) {
    this.all = List.copyOf(all);
  }

  public List<RuleTimeline> all() {
    return all;
  }

  /** Null if nothing is kept. Not to be changed. */
  byte[] written() {
    return written;
  }

  void keep(byte[] bytes) {
    if (bytes.length <= MOST_KEPT) {
      written = bytes;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleTimelines that && all.equals(that.all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    return "RuleTimelines" + all;
  }
}
