// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.ObjectBlock;
import io.millrace.column.RowErrors;
import io.millrace.column.ValidRows;
import io.millrace.kernel.Kernel;

/** The loops of kernels over anything. */
final class ObjectLoops {
  private ObjectLoops() {}

  static final class Oo extends Loop {
    private final Kernel.Oo kernel;

    Oo(Kernel kernel) {
      this.kernel = (Kernel.Oo) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      Object[] a = ((ObjectBlock) args[0]).values;
      Object[] result = ((ObjectBlock) out).values;
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            result[i] = kernel.apply(a[i]);
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Row extends Loop {
    private final Kernel.Row kernel;

    Row(Kernel kernel) {
      this.kernel = (Kernel.Row) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            kernel.apply(args, i, out);
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Blocks extends Loop {
    private final Kernel.Blocks kernel;

    Blocks(Kernel kernel) {
      this.kernel = (Kernel.Blocks) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      kernel.apply(args, out, rows, errors);
    }
  }
}
