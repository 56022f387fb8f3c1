// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import java.lang.invoke.MethodHandles;

/** Which of the first two operands of a term are leaves, whose values are read without a call. */
enum Operands {
  TERMS(false, false),
  LEAF_TERM(true, false),
  TERM_LEAF(false, true),
  LEAVES(true, true);

  final boolean firstIsLeaf;
  final boolean secondIsLeaf;

  Operands(boolean firstIsLeaf, boolean secondIsLeaf) {
    this.firstIsLeaf = firstIsLeaf;
    this.secondIsLeaf = secondIsLeaf;
  }

  static Operands of(Term[] args) {
    boolean first = args[0] instanceof Leaf;
    boolean second = args.length > 1 && args[1] instanceof Leaf;
    return first ? second ? LEAVES : LEAF_TERM : second ? TERM_LEAF : TERMS;
  }

  /** Those that a copy of a class was defined for. */
  static Operands of(MethodHandles.Lookup copy) {
    Operands given = Copies.classData(copy, Operands.class);
    return given == null ? TERMS : given;
  }
}
