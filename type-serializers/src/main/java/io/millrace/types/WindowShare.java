// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Accumulators of one window of one key, shared by the rules of the group that have seen the same
 * rows of it: those whose windows started empty with a change after {@link #after} and not after
 * {@link #upTo}. Immutable.
 */
@Internal
public final class WindowShare {
  private final long after;
  private final long upTo;
  private final SlotValues states;
  private final StateEnvelope unread;

  public WindowShare(long after, long upTo, SlotValues states) {
    this(after, upTo, states, null);
  }

  private WindowShare(long after, long upTo, SlotValues states, StateEnvelope unread) {
    this.after = after;
    this.upTo = upTo;
    this.states = states;
    this.unread = unread;
  }

  /** The share of the one origin, as sessions have it. */
  public static WindowShare ofOrigin(long origin, SlotValues states) {
    return new WindowShare(origin - 1, origin, states);
  }

  public long after() {
    return after;
  }

  public long upTo() {
    return upTo;
  }

  public boolean serves(long origin) {
    return after < origin && origin <= upTo;
  }

  /** Throws MillraceException with STATE_CORRUPT or STATE_INCOMPATIBLE if they can't be read. */
  public SlotValues states() {
    if (states == null) {
      MillraceException problem = unread.problem();
      throw problem != null
          ? problem
          : new MillraceException(
              ErrorCode.STATE_CORRUPT,
              "Cannot read accumulators from state: " + HexFormat.of().formatHex(unread.payload()));
    }
    return states;
  }

  StateEnvelope envelope() {
    if (unread != null) {
      return unread;
    }
    try {
      DataOutputSerializer out = new DataOutputSerializer(64);
      states.write(out);
      return StateEnvelope.of(out.getCopyOfBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Total: what can't be read is kept as it is, and found out when it is asked for. */
  static WindowShare of(long after, long upTo, StateEnvelope envelope) {
    if (envelope.problem() == null) {
      try {
        DataInputDeserializer in = new DataInputDeserializer(envelope.payload());
        return new WindowShare(after, upTo, SlotValues.read(in), null);
      } catch (IOException e) {
        return new WindowShare(after, upTo, null, envelope);
      }
    }
    return new WindowShare(after, upTo, null, envelope);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WindowShare that
        && after == that.after
        && upTo == that.upTo
        && envelope().equals(that.envelope());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(after) * 31 + Long.hashCode(upTo);
  }

  @Override
  public String toString() {
    return "WindowShare(" + after + ", " + upTo + ", " + states + ")";
  }
}
