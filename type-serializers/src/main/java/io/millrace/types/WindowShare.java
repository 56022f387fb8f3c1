// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Accumulators of one window of one key, shared by the rules of the group that have seen the same
 * rows of it: those whose windows started empty with a change after {@link #after} and not after
 * {@link #upTo}. What can't be read may be of any rule, and is taken to be of all. Immutable.
 */
@Internal
public final class WindowShare {
  /**
   * States that are kept apart, of rows before those of the share itself.
   *
   * @param id under which they are kept
   * @param bytes about how many they take
   */
  public record Chunk(long id, long bytes) {}

  private final long after;
  private final long upTo;
  private final long rows;
  private final SlotValues states;
  private final List<Chunk> chunks;
  private final StateEnvelope unread;

  public WindowShare(long after, long upTo, SlotValues states) {
    this(after, upTo, 0, states, List.of(), null);
  }

  private WindowShare(
      long after,
      long upTo,
      long rows,
      SlotValues states,
      List<Chunk> chunks,
      StateEnvelope unread) {
    this.after = after;
    this.upTo = upTo;
    this.rows = rows;
    this.states = states;
    this.chunks = chunks;
    this.unread = unread;
  }

  /** The share of the one origin, as sessions have it. */
  public static WindowShare ofOrigin(long origin, SlotValues states) {
    return new WindowShare(origin - 1, origin, states);
  }

  /** The same with other states beside its chunks. */
  public WindowShare with(SlotValues newStates) {
    return new WindowShare(after, upTo, rows, newStates, chunks, null);
  }

  public WindowShare with(SlotValues newStates, List<Chunk> newChunks) {
    return new WindowShare(after, upTo, rows, newStates, List.copyOf(newChunks), null);
  }

  /** With so many more {@link #rows}. */
  public WindowShare plus(long more) {
    return more == 0 ? this : new WindowShare(after, upTo, rows + more, states, chunks, unread);
  }

  /** The same for other rules. */
  public WindowShare of(long newAfter, long newUpTo) {
    return new WindowShare(newAfter, newUpTo, rows, states, chunks, unread);
  }

  public long after() {
    return after;
  }

  public long upTo() {
    return upTo;
  }

  /** How many rows came while a call kept something of each; 0 where it can't be read. */
  public long rows() {
    return rows;
  }

  public boolean serves(long origin) {
    return after < origin && origin <= upTo;
  }

  /** What of it is kept apart, in the order of its rows. */
  public List<Chunk> chunks() {
    return chunks;
  }

  /** STATE_CORRUPT or STATE_INCOMPATIBLE if it can't be read, else null. */
  public MillraceException problem() {
    if (unread == null) {
      return null;
    }
    MillraceException problem = unread.problem();
    return problem != null
        ? problem
        : new MillraceException(
            ErrorCode.STATE_CORRUPT,
            "Cannot read accumulators from state: " + HexFormat.of().formatHex(unread.payload()));
  }

  /** Throws {@link #problem} if there is one. */
  public SlotValues states() {
    if (unread != null) {
      throw problem();
    }
    return states;
  }

  StateEnvelope envelope() {
    if (unread != null) {
      return unread;
    }
    try {
      DataOutputSerializer out = new DataOutputSerializer(64);
      ValueFormat.writeLong(after, out);
      ValueFormat.writeLong(upTo, out);
      states.write(out);
      ValueFormat.writeLong(chunks.size(), out);
      for (Chunk chunk : chunks) {
        out.writeLong(chunk.id());
        ValueFormat.writeLong(chunk.bytes(), out);
      }
      ValueFormat.writeLong(rows, out);
      return StateEnvelope.of(out.getCopyOfBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Total: what can't be read is kept as it is, and found out when it is asked for. */
  static WindowShare of(StateEnvelope envelope) {
    if (envelope.problem() == null) {
      try {
        return read(new DataInputDeserializer(envelope.payload()));
      } catch (IOException e) {
        return unread(envelope);
      }
    }
    return unread(envelope);
  }

  private static WindowShare read(DataInputDeserializer in) throws IOException {
    long after = ValueFormat.readLong(in);
    long upTo = ValueFormat.readLong(in);
    SlotValues states = SlotValues.read(in);
    long count = ValueFormat.readLong(in);
    List<Chunk> chunks = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      chunks.add(new Chunk(in.readLong(), ValueFormat.readLong(in)));
    }
    return new WindowShare(
        after, upTo, ValueFormat.readLong(in), states, List.copyOf(chunks), null);
  }

  private static WindowShare unread(StateEnvelope envelope) {
    return new WindowShare(Long.MIN_VALUE, Long.MAX_VALUE, 0, null, List.of(), envelope);
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
    return "WindowShare(" + after + ", " + upTo + ", " + states + ", " + chunks + ")";
  }
}
