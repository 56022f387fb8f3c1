// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.Objects;
import org.apache.flink.annotation.Internal;

/**
 * How often the evaluation of a revision failed at one instance of an operator.
 *
 * @param quarantined whether that was too often
 */
@Internal
public record RevisionFailures(String rule, long revision, int failures, boolean quarantined) {
  /** In place of what can't be read: of no rule, lest it be taken for that of another. */
  static final RevisionFailures DAMAGED = new RevisionFailures("", 0, 0, false);

  public RevisionFailures {
    Objects.requireNonNull(rule);
  }

  /** Whether it can't be read, so that nobody knows which revision it was of. */
  public boolean isDamaged() {
    return equals(DAMAGED);
  }
}
