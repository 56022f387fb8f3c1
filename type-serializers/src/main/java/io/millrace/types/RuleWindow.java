// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.function.Function;
import org.apache.flink.annotation.PublicEvolving;

/** How a rule cuts event time into windows; all lengths are positive, in milliseconds. */
@PublicEvolving
public sealed interface RuleWindow {
  /** Windows of one size, one starting each {@code slide}, counted from the Unix epoch. */
  record Aligned(long size, long slide) implements RuleWindow {
    @Override
    public boolean merges() {
      return false;
    }

    @Override
    public <R> R match(Function<Aligned, R> aligned, Function<Session, R> session) {
      return aligned.apply(this);
    }
  }

  /** Windows that grow with their rows, and end when none came for {@code gap}. */
  record Session(long gap) implements RuleWindow {
    @Override
    public boolean merges() {
      return true;
    }

    @Override
    public <R> R match(Function<Aligned, R> aligned, Function<Session, R> session) {
      return session.apply(this);
    }
  }

  /**
   * Whether a row may make one window of two. Such windows belong to one revision of one rule, and
   * whether a row is late shows where they are.
   */
  boolean merges();

  /** What the case of this window gives; a new case fails to compile where it is not thought of. */
  <R> R match(Function<Aligned, R> aligned, Function<Session, R> session);

  static RuleWindow tumble(long size) {
    return new Aligned(size, size);
  }

  static RuleWindow hop(long size, long slide) {
    return new Aligned(size, slide);
  }

  static RuleWindow session(long gap) {
    return new Session(gap);
  }
}
