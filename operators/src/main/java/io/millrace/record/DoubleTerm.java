// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

/** A term whose value is a double. */
abstract class DoubleTerm extends Term {
  /** Of leaves only. */
  double value;

  /** Arbitrary if {@link #isNull} says so afterwards. */
  abstract double eval();

  /** The same where it is known that no leaf below is null; only for terms without a null test. */
  double dense() {
    throw new AssertionError("term may be null: " + getClass());
  }

  @Override
  boolean testNull() {
    eval();
    return isNull;
  }
}
