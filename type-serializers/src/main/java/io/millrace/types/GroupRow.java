// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.Objects;
import org.apache.flink.annotation.Internal;

/**
 * A row on its way to the accumulators of a group of rules.
 *
 * @param change the number of the last change that its router had applied
 * @param origin of the sessions that it belongs to; 0 for other windows
 * @param time event time in milliseconds
 * @param watermark that its event carried
 * @param arguments of the aggregate calls that the group had there, followed by FILTER and ORDER BY
 *     keys of each
 * @param late the event, where its session may have been closed already, else null
 */
@Internal
public record GroupRow(
    GroupKey key,
    long change,
    long origin,
    long time,
    long watermark,
    SlotValues arguments,
    Event late) {
  public GroupRow {
    Objects.requireNonNull(key);
    Objects.requireNonNull(arguments);
  }
}
