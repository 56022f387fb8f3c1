// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.NativeValues;
import io.millrace.column.RowErrors;
import io.millrace.column.ValidRows;
import io.millrace.kernel.Kernel;

/** The loops of kernels whose first argument is a double. */
final class DoubleLoops {
  private DoubleLoops() {}

  static final class Dd extends Loop {
    private final Kernel.Dd kernel;

    Dd(Kernel kernel) {
      this.kernel = (Kernel.Dd) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      double[] a = ((DoubleBlock) args[0]).values;
      double[] result = ((DoubleBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = kernel.apply(a[i]);
      }
    }

    @Override
    void direct(long a, long b, long out, int rows) {
      for (int i = 0; i < rows; i++) {
        long place = (long) i << 3;
        NativeValues.putDouble(out + place, kernel.apply(NativeValues.getDouble(a + place)));
      }
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      double[] a = ((DoubleBlock) args[0]).values;
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

  static final class Ddd extends Loop {
    private final Kernel.Ddd kernel;

    Ddd(Kernel kernel) {
      this.kernel = (Kernel.Ddd) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      double[] a = ((DoubleBlock) args[0]).values;
      double[] b = ((DoubleBlock) args[1]).values;
      double[] result = ((DoubleBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = kernel.apply(a[i], b[i]);
      }
    }

    @Override
    void denseConstant(Block[] args, Block out, int rows) {
      double[] a = ((DoubleBlock) args[0]).values;
      double constant = ((DoubleBlock) args[1]).values[0];
      double[] result = ((DoubleBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = kernel.apply(a[i], constant);
      }
    }

    @Override
    void direct(long a, long b, long out, int rows) {
      for (int i = 0; i < rows; i++) {
        long place = (long) i << 3;
        NativeValues.putDouble(
            out + place,
            kernel.apply(NativeValues.getDouble(a + place), NativeValues.getDouble(b + place)));
      }
    }

    @Override
    void directConstant(long a, Block constant, long out, int rows) {
      double c = ((DoubleBlock) constant).values[0];
      for (int i = 0; i < rows; i++) {
        long place = (long) i << 3;
        NativeValues.putDouble(out + place, kernel.apply(NativeValues.getDouble(a + place), c));
      }
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      double[] a = ((DoubleBlock) args[0]).values;
      double[] b = ((DoubleBlock) args[1]).values;
      double[] result = ((DoubleBlock) out).values;
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

  static final class Dz extends Loop {
    private final Kernel.Dz kernel;

    Dz(Kernel kernel) {
      this.kernel = (Kernel.Dz) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      double[] a = ((DoubleBlock) args[0]).values;
      byte[] result = ((BoolBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = (byte) kernel.mask(a[i]);
      }
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      double[] a = ((DoubleBlock) args[0]).values;
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

  static final class Ddz extends Loop {
    private final Kernel.Ddz kernel;

    Ddz(Kernel kernel) {
      this.kernel = (Kernel.Ddz) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      double[] a = ((DoubleBlock) args[0]).values;
      double[] b = ((DoubleBlock) args[1]).values;
      byte[] result = ((BoolBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = (byte) kernel.mask(a[i], b[i]);
      }
    }

    @Override
    void denseConstant(Block[] args, Block out, int rows) {
      double[] a = ((DoubleBlock) args[0]).values;
      double constant = ((DoubleBlock) args[1]).values[0];
      byte[] result = ((BoolBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = (byte) kernel.mask(a[i], constant);
      }
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      double[] a = ((DoubleBlock) args[0]).values;
      double[] b = ((DoubleBlock) args[1]).values;
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

  static final class Dl extends Loop {
    private final Kernel.Dl kernel;

    Dl(Kernel kernel) {
      this.kernel = (Kernel.Dl) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      double[] a = ((DoubleBlock) args[0]).values;
      long[] result = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = kernel.apply(a[i]);
      }
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      double[] a = ((DoubleBlock) args[0]).values;
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

  static final class Dld extends Loop {
    private final Kernel.Dld kernel;

    Dld(Kernel kernel) {
      this.kernel = (Kernel.Dld) kernel;
    }

    @Override
    void dense(Block[] args, Block out, int rows) {
      double[] a = ((DoubleBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      double[] result = ((DoubleBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = kernel.apply(a[i], b[i]);
      }
    }

    @Override
    void denseConstant(Block[] args, Block out, int rows) {
      double[] a = ((DoubleBlock) args[0]).values;
      long constant = ((LongBlock) args[1]).values[0];
      double[] result = ((DoubleBlock) out).values;
      for (int i = 0; i < rows; i++) {
        result[i] = kernel.apply(a[i], constant);
      }
    }

    @Override
    void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors) {
      double[] a = ((DoubleBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      double[] result = ((DoubleBlock) out).values;
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
}
