// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.Objects;
import org.apache.flink.annotation.Internal;

/**
 * A row on its way to the accumulators of a group of rules, or several that were folded before.
 *
 * @param change the number of the last change that its router had applied
 * @param origin of the sessions that it belongs to; 0 for other windows
 * @param time event time in milliseconds
 * @param watermark that its event carried
 * @param arguments of the aggregate calls that the group had there, followed by FILTER and ORDER BY
 *     keys of each
 * @param late the event, where its session may have been closed already, else null
 * @param isFolded whether it is of rows that are in the same windows, and has the states of calls
 *     in place of arguments
 */
@Internal
public record GroupRow(
    GroupKey key,
    long change,
    long origin,
    long time,
    long watermark,
    SlotValues arguments,
    Event late,
    boolean isFolded) {
  public GroupRow {
    Objects.requireNonNull(key);
    Objects.requireNonNull(arguments);
  }

  /** A row by itself. */
  public GroupRow(
      GroupKey key,
      long change,
      long origin,
      long time,
      long watermark,
      SlotValues arguments,
      Event late) {
    this(key, change, origin, time, watermark, arguments, late, false);
  }

  /** It and others, folded. */
  public GroupRow ofStates(SlotValues states) {
    return new GroupRow(key, change, origin, time, watermark, states, late, true);
  }
}
