// SPDX-License-Identifier: Apache-2.0
package io.millrace.kernel;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;
import org.apache.flink.annotation.Internal;

/** Kernels of one argument, whatever their shape, over a block. */
@Internal
public final class OneArgument {
  /** What a kernel does at one row. */
  interface Step {
    void at(int row);
  }

  private OneArgument() {}

  /** Over the rows that are not null in {@code out}, where those that fail are marked. */
  public static void run(Kernel kernel, Block[] args, Block out, int rows, RowErrors errors) {
    if (kernel instanceof Kernel.Blocks blocks) {
      blocks.apply(args, out, rows, errors);
      return;
    }
    Step step = step(kernel, args, out);
    for (int row = 0; row < rows; row++) {
      if (!out.isNull(row)) {
        try {
          step.at(row);
        } catch (EvaluationError error) {
          errors.mark(row, error);
        }
      }
    }
  }

  static Step step(Kernel kernel, Block[] args, Block out) {
    if (kernel instanceof Kernel.Row k) {
      return row -> k.apply(args, row, out);
    }
    if (args[0] instanceof LongBlock in) {
      return fromLong(kernel, in.values, out);
    }
    if (args[0] instanceof DoubleBlock in) {
      return fromDouble(kernel, in.values, out);
    }
    return fromBytes(kernel, (BytesBlock) args[0], out);
  }

  private static Step fromLong(Kernel kernel, long[] in, Block out) {
    if (kernel instanceof Kernel.Ll k) {
      long[] result = ((LongBlock) out).values;
      return row -> result[row] = k.apply(in[row]);
    } else if (kernel instanceof Kernel.Ld k) {
      double[] result = ((DoubleBlock) out).values;
      return row -> result[row] = k.apply(in[row]);
    } else if (kernel instanceof Kernel.Lz k) {
      byte[] result = ((BoolBlock) out).values;
      return row -> result[row] = (byte) (k.apply(in[row]) ? -1 : 0);
    } else if (kernel instanceof Kernel.Lb k) {
      BytesOut result = new BytesOut();
      return row -> {
        result.move((BytesBlock) out, row);
        k.apply(in[row], result);
        result.finish();
      };
    }
    throw new AssertionError(kernel);
  }

  private static Step fromDouble(Kernel kernel, double[] in, Block out) {
    if (kernel instanceof Kernel.Dl k) {
      long[] result = ((LongBlock) out).values;
      return row -> result[row] = k.apply(in[row]);
    } else if (kernel instanceof Kernel.Dd k) {
      double[] result = ((DoubleBlock) out).values;
      return row -> result[row] = k.apply(in[row]);
    } else if (kernel instanceof Kernel.Dz k) {
      byte[] result = ((BoolBlock) out).values;
      return row -> result[row] = (byte) (k.apply(in[row]) ? -1 : 0);
    }
    throw new AssertionError(kernel);
  }

  private static Step fromBytes(Kernel kernel, BytesBlock in, Block out) {
    BytesView view = new BytesView();
    if (kernel instanceof Kernel.Bl k) {
      long[] result = ((LongBlock) out).values;
      return row -> {
        view.move(in, row);
        result[row] = k.apply(view);
      };
    } else if (kernel instanceof Kernel.Bz k) {
      byte[] result = ((BoolBlock) out).values;
      return row -> {
        view.move(in, row);
        result[row] = (byte) (k.apply(view) ? -1 : 0);
      };
    } else if (kernel instanceof Kernel.Bb k) {
      BytesOut result = new BytesOut();
      return row -> {
        view.move(in, row);
        result.move((BytesBlock) out, row);
        k.apply(view, result);
        result.finish();
      };
    }
    throw new AssertionError(kernel);
  }
}
