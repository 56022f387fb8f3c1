// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;
import io.millrace.column.ValidRows;
import io.millrace.kernel.Kernel;

/** The loops of kernels that look at bytes. */
final class BytesLoops {
  private BytesLoops() {}

  static final class Bl extends Loop {
    private final Kernel.Bl kernel;

    Bl(Kernel kernel) {
      this.kernel = (Kernel.Bl) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      BytesBlock aBlock = (BytesBlock) args[0];
      BytesView a = new BytesView();
      long[] result = ((LongBlock) out).values;
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            a.move(aBlock, i);
            result[i] = kernel.apply(a);
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Bz extends Loop {
    private final Kernel.Bz kernel;

    Bz(Kernel kernel) {
      this.kernel = (Kernel.Bz) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      BytesBlock aBlock = (BytesBlock) args[0];
      BytesView a = new BytesView();
      byte[] result = ((BoolBlock) out).values;
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            a.move(aBlock, i);
            result[i] = (byte) (kernel.apply(a) ? -1 : 0);
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Bbz extends Loop {
    private final Kernel.Bbz kernel;

    Bbz(Kernel kernel) {
      this.kernel = (Kernel.Bbz) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      BytesBlock aBlock = (BytesBlock) args[0];
      BytesView a = new BytesView();
      BytesBlock bBlock = (BytesBlock) args[1];
      BytesView b = new BytesView();
      byte[] result = ((BoolBlock) out).values;
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            a.move(aBlock, i);
            b.move(bBlock, i);
            result[i] = (byte) (kernel.apply(a, b) ? -1 : 0);
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Bbl extends Loop {
    private final Kernel.Bbl kernel;

    Bbl(Kernel kernel) {
      this.kernel = (Kernel.Bbl) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      BytesBlock aBlock = (BytesBlock) args[0];
      BytesView a = new BytesView();
      BytesBlock bBlock = (BytesBlock) args[1];
      BytesView b = new BytesView();
      long[] result = ((LongBlock) out).values;
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            a.move(aBlock, i);
            b.move(bBlock, i);
            result[i] = kernel.apply(a, b);
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }
}
