// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.BytesBlock;
import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.kernel.Kernel;

/** The terms of kernels that make bytes. */
final class BytesCalls {
  private BytesCalls() {}

  /** The part that all share: where the bytes go. */
  abstract static class BytesCall extends BytesTerm {
    final BytesOut out = new BytesOut();
    private final BytesBlock made = new BytesBlock(1);
    private final BytesView view = new BytesView();

    final void begin() {
      made.reset();
      out.move(made, 0);
    }

    final BytesView finish() {
      out.finish();
      view.move(made, 0);
      return view;
    }
  }

  static final class Bb extends BytesCall {
    private final Kernel.Bb kernel;
    private final BytesTerm a;

    Bb(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Bb) kernel;
      a = (BytesTerm) args[0];
    }

    @Override
    BytesView view() {
      BytesView x = a.view();
      if (x == null) {
        return null;
      }
      begin();
      kernel.apply(x, out);
      return finish();
    }
  }

  static final class Bbb extends BytesCall {
    private final Kernel.Bbb kernel;
    private final BytesTerm a;
    private final BytesTerm b;

    Bbb(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Bbb) kernel;
      a = (BytesTerm) args[0];
      b = (BytesTerm) args[1];
    }

    @Override
    BytesView view() {
      BytesView x = a.view();
      BytesView y = b.view();
      if (x == null || y == null) {
        return null;
      }
      begin();
      kernel.apply(x, y, out);
      return finish();
    }
  }

  static final class Bbbb extends BytesCall {
    private final Kernel.Bbbb kernel;
    private final BytesTerm a;
    private final BytesTerm b;
    private final BytesTerm c;

    Bbbb(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Bbbb) kernel;
      a = (BytesTerm) args[0];
      b = (BytesTerm) args[1];
      c = (BytesTerm) args[2];
    }

    @Override
    BytesView view() {
      BytesView x = a.view();
      BytesView y = b.view();
      BytesView z = c.view();
      if (x == null || y == null || z == null) {
        return null;
      }
      begin();
      kernel.apply(x, y, z, out);
      return finish();
    }
  }

  static final class Blb extends BytesCall {
    private final Kernel.Blb kernel;
    private final BytesTerm a;
    private final LongTerm b;

    Blb(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Blb) kernel;
      a = (BytesTerm) args[0];
      b = (LongTerm) args[1];
    }

    @Override
    BytesView view() {
      BytesView x = a.view();
      long y = b.eval();
      if (x == null || b.isNull) {
        return null;
      }
      begin();
      kernel.apply(x, y, out);
      return finish();
    }
  }

  static final class Bllb extends BytesCall {
    private final Kernel.Bllb kernel;
    private final BytesTerm a;
    private final LongTerm b;
    private final LongTerm c;

    Bllb(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Bllb) kernel;
      a = (BytesTerm) args[0];
      b = (LongTerm) args[1];
      c = (LongTerm) args[2];
    }

    @Override
    BytesView view() {
      BytesView x = a.view();
      long y = b.eval();
      long z = c.eval();
      if (x == null || b.isNull || c.isNull) {
        return null;
      }
      begin();
      kernel.apply(x, y, z, out);
      return finish();
    }
  }

  static final class Lb extends BytesCall {
    private final Kernel.Lb kernel;
    private final LongTerm a;

    Lb(Kernel kernel, Term[] args) {
      this.kernel = (Kernel.Lb) kernel;
      a = (LongTerm) args[0];
    }

    @Override
    BytesView view() {
      long x = a.eval();
      if (a.isNull) {
        return null;
      }
      begin();
      kernel.apply(x, out);
      return finish();
    }
  }
}
