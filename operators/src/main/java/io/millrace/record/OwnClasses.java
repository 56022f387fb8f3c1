// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.kernel.Kernel;

/**
 * A class for every term, so that each of its calls goes to one other. As the terms of outputs are
 * class data, and final fields of hidden classes are constants where their object is one, the JIT
 * compiles a whole tree in one piece, as if it were written by hand. Some 50 microseconds and 5 KB
 * a term.
 */
final class OwnClasses implements TermClasses {
  private static final int CHAIN = 16;

  @Override
  public Term call(Class<? extends Term> template, Kernel kernel, Term[] args) {
    return (Term) Copies.make(Copies.copy(template, Operands.of(args)), kernel, args);
  }

  @Override
  public Object make(Class<?> template, Object... args) {
    return Copies.make(Copies.copy(template, Operands.TERMS), args);
  }

  @Override
  public BlockTerm inBlock(Class<? extends BlockTerm> template, Term term) {
    return (BlockTerm) Copies.make(Copies.copy(template, term), term);
  }

  @Override
  public int longestChain() {
    return CHAIN;
  }
}
