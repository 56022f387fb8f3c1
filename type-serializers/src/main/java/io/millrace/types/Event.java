// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A row of the table {@code events}.
 *
 * @param number its place in the input, by which rows of the same event time are ordered
 * @param values by column, in {@code Literal}'s Java form; not to be changed
 * @param time event time in milliseconds, or {@link #NO_TIME}
 * @param watermark that of its part of the input as it stood before the row
 */
@PublicEvolving
public record Event(long number, Object[] values, long time, long watermark) {
  public static final long NO_TIME = Long.MIN_VALUE;

  public Event {
    Objects.requireNonNull(values);
  }

  public boolean hasTime() {
    return time != NO_TIME;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Event that
        && number == that.number
        && time == that.time
        && watermark == that.watermark
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(number) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Event[%d, %s, time=%d, watermark=%d]"
        .formatted(number, Arrays.toString(values), time, watermark);
  }
}
