// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.kernel.Kernel;
import java.lang.invoke.MethodHandles;

/** The terms of kernels of numbers that make longs; only ever used as copies. */
final class LongCalls {
  private LongCalls() {}

  static final class Ll extends LongTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;

    private final Kernel.Ll kernel;
    private final LongTerm a;

    Ll(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Ll) kernel;
      a = (LongTerm) args[0];
    }

    @Override
    long eval() {
      long x = LEAF_A ? a.value : a.eval();
      isNull = a.isNull;
      return isNull ? 0 : kernel.apply(x);
    }

    @Override
    long dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense());
    }
  }

  static final class Lll extends LongTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;
    private static final boolean LEAF_B = OPERANDS.secondIsLeaf;

    private final Kernel.Lll kernel;
    private final LongTerm a;
    private final LongTerm b;

    Lll(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Lll) kernel;
      a = (LongTerm) args[0];
      b = (LongTerm) args[1];
    }

    @Override
    long eval() {
      long x = LEAF_A ? a.value : a.eval();
      long y = LEAF_B ? b.value : b.eval();
      isNull = a.isNull | b.isNull;
      return isNull ? 0 : kernel.apply(x, y);
    }

    @Override
    long dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense(), LEAF_B ? b.value : b.dense());
    }
  }

  static final class Dl extends LongTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;

    private final Kernel.Dl kernel;
    private final DoubleTerm a;

    Dl(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Dl) kernel;
      a = (DoubleTerm) args[0];
    }

    @Override
    long eval() {
      double x = LEAF_A ? a.value : a.eval();
      isNull = a.isNull;
      return isNull ? 0 : kernel.apply(x);
    }

    @Override
    long dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense());
    }
  }
}
