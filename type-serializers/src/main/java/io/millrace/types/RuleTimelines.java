// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.Internal;

/**
 * The timelines of all rules that an operator knows, and how far changes have been applied, as a
 * checkpoint has them. Immutable; what was written of them once is kept for the next checkpoint,
 * unless it is large.
 */
@Internal
public final class RuleTimelines {
  private static final int MOST_KEPT = 8 << 20;

  /**
   * How far changes have been applied.
   *
   * @param applied the number of the last change, or 0
   * @param started whether the rules of the start are all there
   * @param forgotten as {@code docs/adr/0002-keyed-state-of-rules.md} says, in milliseconds; the
   *     least of all longs for never
   * @param slots the highest number that was given to a call, or 0
   */
  public record Progress(long applied, boolean started, long forgotten, long slots) {
    public static final Progress NONE = new Progress(0, false, Long.MIN_VALUE, 0);
  }

  private final List<RuleTimeline> all;
  private final Progress progress;

  /** What was read and is damaged, else null; and in which way. */
  private final StateEnvelope unread;

  private final String damage;
  private volatile byte[] written;

  public RuleTimelines(List<RuleTimeline> all, Progress progress) {
    this(List.copyOf(all), progress, null, null);
  }

  private RuleTimelines(
      List<RuleTimeline> all, Progress progress, StateEnvelope unread, String damage) {
    this.all = all;
    this.progress = progress;
    this.unread = unread;
    this.damage = damage;
  }

  static RuleTimelines damaged(StateEnvelope unread, String damage) {
    return new RuleTimelines(List.of(), Progress.NONE, unread, damage);
  }

  /** Throws MillraceException with STATE_CORRUPT if they are not what was written. */
  public List<RuleTimeline> all() {
    check();
    return all;
  }

  /** Throws as {@link #all}. */
  public Progress progress() {
    check();
    return progress;
  }

  private void check() {
    if (damage != null) {
      throw new MillraceException(
          ErrorCode.STATE_CORRUPT, "Cannot read rules from state: " + damage);
    }
  }

  /** Null but where this is damaged. */
  StateEnvelope unread() {
    return unread;
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
    return other instanceof RuleTimelines that
        && all.equals(that.all)
        && progress.equals(that.progress)
        && Objects.equals(unread, that.unread);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    return "RuleTimelines" + (damage == null ? all : " with " + damage);
  }
}
