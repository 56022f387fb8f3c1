// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.BytesView;
import io.millrace.kernel.Kernel;

/** The terms of kernels that look at bytes, and of NOT. */
final class BytesTests {
  private BytesTests() {}

  static final class Bl extends LongTerm {
    private final Kernel.Bl kernel;
    private final BytesTerm a;

    Bl(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Bl) kernel;
      a = (BytesTerm) args[0];
    }

    @Override
    long eval() {
      BytesView x = a.view();
      isNull = x == null;
      return isNull ? 0 : kernel.apply(x);
    }
  }

  static final class Bbl extends LongTerm {
    private final Kernel.Bbl kernel;
    private final BytesTerm a;
    private final BytesTerm b;

    Bbl(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Bbl) kernel;
      a = (BytesTerm) args[0];
      b = (BytesTerm) args[1];
    }

    @Override
    long eval() {
      BytesView x = a.view();
      BytesView y = b.view();
      isNull = x == null || y == null;
      return isNull ? 0 : kernel.apply(x, y);
    }
  }

  static final class Bz extends TruthTerm {
    private final Kernel.Bz kernel;
    private final BytesTerm a;

    Bz(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Bz) kernel;
      a = (BytesTerm) args[0];
    }

    @Override
    int test() {
      BytesView x = a.view();
      if (x == null) {
        return NULL;
      }
      return kernel.apply(x) ? TRUE : FALSE;
    }
  }

  static final class Bbz extends TruthTerm {
    private final Kernel.Bbz kernel;
    private final BytesTerm a;
    private final BytesTerm b;

    Bbz(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Bbz) kernel;
      a = (BytesTerm) args[0];
      b = (BytesTerm) args[1];
    }

    @Override
    int test() {
      BytesView x = a.view();
      BytesView y = b.view();
      if (x == null || y == null) {
        return NULL;
      }
      return kernel.apply(x, y) ? TRUE : FALSE;
    }
  }

  static final class Zz extends TruthTerm {
    private final Kernel.Zz kernel;
    private final TruthTerm a;

    Zz(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Zz) kernel;
      a = (TruthTerm) args[0];
    }

    @Override
    int test() {
      int x = a.test();
      if (x == NULL) {
        return NULL;
      }
      return kernel.apply(x == TRUE) ? TRUE : FALSE;
    }
  }
}
