// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

/** IS NULL: never null itself. */
final class IsNull extends TruthTerm {
  private final Term arg;

  IsNull(Term arg) {
    this.arg = arg;
  }

  @Override
  int test() {
    return arg.testNull() ? TRUE : FALSE;
  }
}
