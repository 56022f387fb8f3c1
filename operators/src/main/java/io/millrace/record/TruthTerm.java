// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

/** A term that is true, false or null. */
abstract class TruthTerm extends Term {
  static final int FALSE = 0;
  static final int TRUE = 1;
  static final int NULL = 2;

  abstract int test();

  /** The same where it is known that no leaf below is null; only for terms without a null test. */
  boolean dense() {
    throw new AssertionError("term may be null: " + getClass());
  }

  @Override
  boolean testNull() {
    return test() == NULL;
  }
}
