// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.kernel.Kernel;
import java.lang.invoke.MethodHandles;

/** The terms of kernels of numbers that make truth; only ever used as copies. */
final class TruthCalls {
  private TruthCalls() {}

  static final class Lz extends TruthTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;

    private final Kernel.Lz kernel;
    private final LongTerm a;

    Lz(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Lz) kernel;
      a = (LongTerm) args[0];
    }

    @Override
    int test() {
      long x = LEAF_A ? a.value : a.eval();
      if (a.isNull) {
        return NULL;
      }
      return kernel.apply(x) ? TRUE : FALSE;
    }

    @Override
    boolean dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense());
    }
  }

  static final class Llz extends TruthTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;
    private static final boolean LEAF_B = OPERANDS.secondIsLeaf;

    private final Kernel.Llz kernel;
    private final LongTerm a;
    private final LongTerm b;

    Llz(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Llz) kernel;
      a = (LongTerm) args[0];
      b = (LongTerm) args[1];
    }

    @Override
    int test() {
      long x = LEAF_A ? a.value : a.eval();
      long y = LEAF_B ? b.value : b.eval();
      if (a.isNull | b.isNull) {
        return NULL;
      }
      return kernel.apply(x, y) ? TRUE : FALSE;
    }

    @Override
    boolean dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense(), LEAF_B ? b.value : b.dense());
    }
  }

  static final class Dz extends TruthTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;

    private final Kernel.Dz kernel;
    private final DoubleTerm a;

    Dz(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Dz) kernel;
      a = (DoubleTerm) args[0];
    }

    @Override
    int test() {
      double x = LEAF_A ? a.value : a.eval();
      if (a.isNull) {
        return NULL;
      }
      return kernel.apply(x) ? TRUE : FALSE;
    }

    @Override
    boolean dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense());
    }
  }

  static final class Ddz extends TruthTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;
    private static final boolean LEAF_B = OPERANDS.secondIsLeaf;

    private final Kernel.Ddz kernel;
    private final DoubleTerm a;
    private final DoubleTerm b;

    Ddz(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Ddz) kernel;
      a = (DoubleTerm) args[0];
      b = (DoubleTerm) args[1];
    }

    @Override
    int test() {
      double x = LEAF_A ? a.value : a.eval();
      double y = LEAF_B ? b.value : b.eval();
      if (a.isNull | b.isNull) {
        return NULL;
      }
      return kernel.apply(x, y) ? TRUE : FALSE;
    }

    @Override
    boolean dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense(), LEAF_B ? b.value : b.dense());
    }
  }
}
