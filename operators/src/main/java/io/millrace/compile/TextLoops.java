// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;
import io.millrace.column.ValidRows;
import io.millrace.kernel.Kernel;

/** The loops of kernels that make bytes from bytes. */
final class TextLoops {
  private TextLoops() {}

  static final class Bb extends Loop {
    private final Kernel.Bb kernel;

    Bb(Kernel kernel) {
      this.kernel = (Kernel.Bb) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      BytesBlock aBlock = (BytesBlock) args[0];
      BytesView a = new BytesView();
      BytesBlock result = (BytesBlock) out;
      BytesOut sink = new BytesOut();
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            a.move(aBlock, i);
            sink.move(result, i);
            kernel.apply(a, sink);
            sink.finish();
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Bbb extends Loop {
    private final Kernel.Bbb kernel;

    Bbb(Kernel kernel) {
      this.kernel = (Kernel.Bbb) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      BytesBlock aBlock = (BytesBlock) args[0];
      BytesView a = new BytesView();
      BytesBlock bBlock = (BytesBlock) args[1];
      BytesView b = new BytesView();
      BytesBlock result = (BytesBlock) out;
      BytesOut sink = new BytesOut();
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            a.move(aBlock, i);
            b.move(bBlock, i);
            sink.move(result, i);
            kernel.apply(a, b, sink);
            sink.finish();
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Bbbb extends Loop {
    private final Kernel.Bbbb kernel;

    Bbbb(Kernel kernel) {
      this.kernel = (Kernel.Bbbb) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      BytesBlock aBlock = (BytesBlock) args[0];
      BytesView a = new BytesView();
      BytesBlock bBlock = (BytesBlock) args[1];
      BytesView b = new BytesView();
      BytesBlock cBlock = (BytesBlock) args[2];
      BytesView c = new BytesView();
      BytesBlock result = (BytesBlock) out;
      BytesOut sink = new BytesOut();
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            a.move(aBlock, i);
            b.move(bBlock, i);
            c.move(cBlock, i);
            sink.move(result, i);
            kernel.apply(a, b, c, sink);
            sink.finish();
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Blb extends Loop {
    private final Kernel.Blb kernel;

    Blb(Kernel kernel) {
      this.kernel = (Kernel.Blb) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      BytesBlock aBlock = (BytesBlock) args[0];
      BytesView a = new BytesView();
      long[] b = ((LongBlock) args[1]).values;
      BytesBlock result = (BytesBlock) out;
      BytesOut sink = new BytesOut();
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            a.move(aBlock, i);
            sink.move(result, i);
            kernel.apply(a, b[i], sink);
            sink.finish();
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Bllb extends Loop {
    private final Kernel.Bllb kernel;

    Bllb(Kernel kernel) {
      this.kernel = (Kernel.Bllb) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      BytesBlock aBlock = (BytesBlock) args[0];
      BytesView a = new BytesView();
      long[] b = ((LongBlock) args[1]).values;
      long[] c = ((LongBlock) args[2]).values;
      BytesBlock result = (BytesBlock) out;
      BytesOut sink = new BytesOut();
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            a.move(aBlock, i);
            sink.move(result, i);
            kernel.apply(a, b[i], c[i], sink);
            sink.finish();
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }
}
