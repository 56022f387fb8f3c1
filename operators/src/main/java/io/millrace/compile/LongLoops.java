// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesOut;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.NativeValues;
import io.millrace.column.RowErrors;
import io.millrace.column.ValidRows;
import io.millrace.kernel.Kernel;

/** The loops of kernels whose first argument is a long. */
final class LongLoops {
  private LongLoops() {}

  static final class Ll extends Loop {
    private final Kernel.Ll kernel;

    Ll(Kernel kernel) {
      this.kernel = (Kernel.Ll) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      long[] a = ((LongBlock) args[0]).values;
      long[] result = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = kernel.apply(a[i]);
      }
    }

    @Override
    void direct(long a, long b, long out, int rows) {
      for (int i = 0; i < rows; i++) {
        long place = (long) i << 3;
        NativeValues.putLong(out + place, kernel.apply(NativeValues.getLong(a + place)));
      }
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      long[] a = ((LongBlock) args[0]).values;
      long[] result = ((LongBlock) out).values;
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

  static final class Lll extends Loop {
    private final Kernel.Lll kernel;

    Lll(Kernel kernel) {
      this.kernel = (Kernel.Lll) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] result = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = kernel.apply(a[i], b[i]);
      }
    }

    @Override
    void denseConstant(Block[] args, Block out, int rows) {
      long[] a = ((LongBlock) args[0]).values;
      long constant = ((LongBlock) args[1]).values[0];
      long[] result = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = kernel.apply(a[i], constant);
      }
    }

    @Override
    void direct(long a, long b, long out, int rows) {
      for (int i = 0; i < rows; i++) {
        long place = (long) i << 3;
        NativeValues.putLong(
            out + place,
            kernel.apply(NativeValues.getLong(a + place), NativeValues.getLong(b + place)));
      }
    }

    @Override
    void directConstant(long a, Block constant, long out, int rows) {
      long c = ((LongBlock) constant).values[0];
      for (int i = 0; i < rows; i++) {
        long place = (long) i << 3;
        NativeValues.putLong(out + place, kernel.apply(NativeValues.getLong(a + place), c));
      }
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] result = ((LongBlock) out).values;
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            result[i] = kernel.apply(a[i], b[i]);
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Lz extends Loop {
    private final Kernel.Lz kernel;

    Lz(Kernel kernel) {
      this.kernel = (Kernel.Lz) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      long[] a = ((LongBlock) args[0]).values;
      byte[] result = ((BoolBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = (byte) kernel.mask(a[i]);
      }
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      long[] a = ((LongBlock) args[0]).values;
      byte[] result = ((BoolBlock) out).values;
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            result[i] = (byte) kernel.mask(a[i]);
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Llz extends Loop {
    private final Kernel.Llz kernel;

    Llz(Kernel kernel) {
      this.kernel = (Kernel.Llz) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] wide = ((BoolBlock) out).wide();
      for (int i = 0; i < rows; i++) {
        wide[i] = kernel.mask(a[i], b[i]);
      }
      ((BoolBlock) out).takeWide(rows);
    }

    @Override
    void denseConstant(Block[] args, Block out, int rows) {
      long[] a = ((LongBlock) args[0]).values;
      long constant = ((LongBlock) args[1]).values[0];
      long[] wide = ((BoolBlock) out).wide();
      for (int i = 0; i < rows; i++) {
        wide[i] = kernel.mask(a[i], constant);
      }
      ((BoolBlock) out).takeWide(rows);
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      byte[] result = ((BoolBlock) out).values;
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            result[i] = (byte) kernel.mask(a[i], b[i]);
          }
        } catch (EvaluationError e) {
          errors.mark(i, e);
          i = left.next();
        }
      }
    }
  }

  static final class Ld extends Loop {
    private final Kernel.Ld kernel;

    Ld(Kernel kernel) {
      this.kernel = (Kernel.Ld) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      long[] a = ((LongBlock) args[0]).values;
      double[] result = ((DoubleBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = kernel.apply(a[i]);
      }
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      long[] a = ((LongBlock) args[0]).values;
      double[] result = ((DoubleBlock) out).values;
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

  static final class Lb extends Loop {
    private final Kernel.Lb kernel;

    Lb(Kernel kernel) {
      this.kernel = (Kernel.Lb) kernel;
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      long[] a = ((LongBlock) args[0]).values;
      BytesBlock result = (BytesBlock) out;
      BytesOut sink = new BytesOut();
      ValidRows left = new ValidRows(valid, rows);
      int i = left.next();
      while (i >= 0) {
        try {
          for (; i >= 0; i = left.next()) {
            sink.move(result, i);
            kernel.apply(a[i], sink);
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
