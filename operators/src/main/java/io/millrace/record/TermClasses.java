// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.kernel.Kernel;

/** Where the classes of a program's terms come from. */
interface TermClasses {
  /** A term of a kernel of numbers. */
  Term call(Class<? extends Term> template, Kernel kernel, Term[] args);

  /**
   * What a template's one constructor makes of these arguments: of a class like it, which is not
   * the template itself where classes are copied.
   */
  Object make(Class<?> template, Object... args);

  /** What brings the value of a term into a block. */
  BlockTerm inBlock(Class<? extends BlockTerm> template, Term term);

  /** The most operands of AND and OR, and branches of CASE, that call one another in a chain. */
  int longestChain();
}
