// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import org.apache.flink.annotation.Internal;

/**
 * The sorted rows {@code from .. to}, which are one partition.
 *
 * @param groups where its groups of peers begin, in order; without ORDER BY there is one group
 */
@Internal
public record Partition(int from, int to, int[] groups) {
  public int rows() {
    return to - from;
  }

  public int groupStart(int group) {
    return group < groups.length ? groups[group] : to;
  }

  /** Behind the last row of a group. */
  public int groupEnd(int group) {
    return groupStart(group + 1);
  }
}
