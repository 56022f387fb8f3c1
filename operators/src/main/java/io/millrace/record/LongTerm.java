// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

/** A term whose value is a long. */
abstract class LongTerm extends Term {
  /** Of leaves only. */
  long value;

  /** Arbitrary if {@link #isNull} says so afterwards. */
  abstract long eval();

  /** The same where it is known that no leaf below is null; only for terms without a null test. */
  long dense() {
    throw new AssertionError("term may be null: " + getClass());
  }

  @Override
  boolean testNull() {
    eval();
    return isNull;
  }
}
