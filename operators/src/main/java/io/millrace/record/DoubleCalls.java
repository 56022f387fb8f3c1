// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.kernel.Kernel;
import java.lang.invoke.MethodHandles;

/**
 * The terms of kernels of numbers that make doubles; only ever used as copies made by {@link
 * Copies}.
 */
final class DoubleCalls {
  private DoubleCalls() {}

  static final class Ld extends DoubleTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;

    private final Kernel.Ld kernel;
    private final LongTerm a;

    Ld(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Ld) kernel;
      a = (LongTerm) args[0];
    }

    @Override
    double eval() {
      long x = LEAF_A ? a.value : a.eval();
      isNull = a.isNull;
      return isNull ? 0 : kernel.apply(x);
    }

    @Override
    double dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense());
    }
  }

  static final class Dd extends DoubleTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;

    private final Kernel.Dd kernel;
    private final DoubleTerm a;

    Dd(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Dd) kernel;
      a = (DoubleTerm) args[0];
    }

    @Override
    double eval() {
      double x = LEAF_A ? a.value : a.eval();
      isNull = a.isNull;
      return isNull ? 0 : kernel.apply(x);
    }

    @Override
    double dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense());
    }
  }

  static final class Ddd extends DoubleTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;
    private static final boolean LEAF_B = OPERANDS.secondIsLeaf;

    private final Kernel.Ddd kernel;
    private final DoubleTerm a;
    private final DoubleTerm b;

    Ddd(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Ddd) kernel;
      a = (DoubleTerm) args[0];
      b = (DoubleTerm) args[1];
    }

    @Override
    double eval() {
      double x = LEAF_A ? a.value : a.eval();
      double y = LEAF_B ? b.value : b.eval();
      isNull = a.isNull | b.isNull;
      return isNull ? 0 : kernel.apply(x, y);
    }

    @Override
    double dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense(), LEAF_B ? b.value : b.dense());
    }
  }

  static final class Dld extends DoubleTerm {
    private static final Operands OPERANDS = Operands.of(MethodHandles.lookup());
    private static final boolean LEAF_A = OPERANDS.firstIsLeaf;
    private static final boolean LEAF_B = OPERANDS.secondIsLeaf;

    private final Kernel.Dld kernel;
    private final DoubleTerm a;
    private final LongTerm b;

    Dld(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Dld) kernel;
      a = (DoubleTerm) args[0];
      b = (LongTerm) args[1];
    }

    @Override
    double eval() {
      double x = LEAF_A ? a.value : a.eval();
      long y = LEAF_B ? b.value : b.eval();
      isNull = a.isNull | b.isNull;
      return isNull ? 0 : kernel.apply(x, y);
    }

    @Override
    double dense() {
      return kernel.apply(LEAF_A ? a.value : a.dense(), LEAF_B ? b.value : b.dense());
    }
  }
}
