// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.Internal;

/**
 * A row on its way to the accumulators of a group of rules.
 *
 * @param change the number of the last change that its router had applied
 * @param origin of the sessions that it belongs to; 0 for other windows
 * @param time event time in milliseconds
 * @param watermark that its event carried
 * @param arguments of the group's aggregate calls
 * @param late the event, where its session may have been closed already, else null
 */
@Internal
public record GroupRow(
    GroupKey key,
    long change,
    long origin,
    long time,
    long watermark,
    List<Object> arguments,
    Event late) {
  public GroupRow {
    Objects.requireNonNull(key);
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
  }
}
