// SPDX-License-Identifier: Apache-2.0
package io.millrace.kernel;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.ObjectBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** One call over constants: what the loops do for blocks, once. */
@Internal
public final class Single {
  private Single() {}

  /** The result. Throws {@link EvaluationError} if the call fails. */
  public static Literal evaluate(
      Kernel kernel, Nulls nulls, List<Literal> constants, DataType result) {
    Block[] args = new Block[constants.size()];
    boolean anyNull = false;
    for (int i = 0; i < args.length; i++) {
      Literal constant = constants.get(i);
      args[i] = Block.of(Lane.of(constant.type()), 1);
      Cells.set(args[i], 0, constant.type(), constant.value());
      anyNull |= constant.isNull();
    }
    if (anyNull && nulls == Nulls.STRICT) {
      return new Literal(result, null);
    }
    Block out = Block.of(Lane.of(result), 1);
    RowErrors errors = new RowErrors();
    apply(kernel, args, out, errors);
    if (!errors.isEmpty()) {
      throw errors.cause(0);
    }
    return new Literal(result, Cells.get(out, 0, result));
  }

  /**
   * A call with the first row of blocks, none of which is null there; {@code out} was reset. Throws
   * {@link EvaluationError} if the call fails.
   */
  public static void row(Kernel kernel, Block[] args, Block out) {
    if (kernel instanceof Kernel.Blocks) {
      RowErrors errors = new RowErrors();
      apply(kernel, args, out, errors);
      if (!errors.isEmpty()) {
        throw errors.cause(0);
      }
    } else {
      apply(kernel, args, out, null);
    }
  }

  private static void apply(Kernel kernel, Block[] args, Block out, RowErrors errors) {
    if (kernel instanceof Kernel.Blocks blocks) {
      blocks.apply(args, out, 1, errors);
    } else if (kernel instanceof Kernel.Row row) {
      row.apply(args, 0, out);
    } else if (kernel instanceof Kernel.Oo objects) {
      Object value = objects.apply(((ObjectBlock) args[0]).values[0]);
      ((ObjectBlock) out).values[0] = value;
      if (value == null) {
        out.setNull(0);
      }
    } else if (out instanceof BytesBlock text) {
      BytesOut target = new BytesOut();
      target.move(text, 0);
      bytes(kernel, args, target);
      target.finish();
    } else if (out instanceof BoolBlock truth) {
      truth.values[0] = (byte) (truth(kernel, args) ? -1 : 0);
    } else if (out instanceof LongBlock longs) {
      longs.values[0] = whole(kernel, args);
    } else {
      ((DoubleBlock) out).values[0] = real(kernel, args);
    }
  }

  private static boolean truth(Kernel kernel, Block[] args) {
    if (kernel instanceof Kernel.Lz it) {
      return it.apply(l(args, 0));
    } else if (kernel instanceof Kernel.Llz it) {
      return it.apply(l(args, 0), l(args, 1));
    } else if (kernel instanceof Kernel.Dz it) {
      return it.apply(d(args, 0));
    } else if (kernel instanceof Kernel.Ddz it) {
      return it.apply(d(args, 0), d(args, 1));
    } else if (kernel instanceof Kernel.Bz it) {
      return it.apply(b(args, 0));
    } else if (kernel instanceof Kernel.Bbz it) {
      return it.apply(b(args, 0), b(args, 1));
    }
    throw unknown(kernel);
  }

  private static long whole(Kernel kernel, Block[] args) {
    if (kernel instanceof Kernel.Ll it) {
      return it.apply(l(args, 0));
    } else if (kernel instanceof Kernel.Lll it) {
      return it.apply(l(args, 0), l(args, 1));
    } else if (kernel instanceof Kernel.Dl it) {
      return it.apply(d(args, 0));
    } else if (kernel instanceof Kernel.Bl it) {
      return it.apply(b(args, 0));
    } else if (kernel instanceof Kernel.Bbl it) {
      return it.apply(b(args, 0), b(args, 1));
    }
    throw unknown(kernel);
  }

  private static double real(Kernel kernel, Block[] args) {
    if (kernel instanceof Kernel.Ld it) {
      return it.apply(l(args, 0));
    } else if (kernel instanceof Kernel.Dd it) {
      return it.apply(d(args, 0));
    } else if (kernel instanceof Kernel.Ddd it) {
      return it.apply(d(args, 0), d(args, 1));
    } else if (kernel instanceof Kernel.Dld it) {
      return it.apply(d(args, 0), l(args, 1));
    }
    throw unknown(kernel);
  }

  private static void bytes(Kernel kernel, Block[] args, BytesOut out) {
    if (kernel instanceof Kernel.Bb it) {
      it.apply(b(args, 0), out);
    } else if (kernel instanceof Kernel.Bbb it) {
      it.apply(b(args, 0), b(args, 1), out);
    } else if (kernel instanceof Kernel.Bbbb it) {
      it.apply(b(args, 0), b(args, 1), b(args, 2), out);
    } else if (kernel instanceof Kernel.Blb it) {
      it.apply(b(args, 0), l(args, 1), out);
    } else if (kernel instanceof Kernel.Bllb it) {
      it.apply(b(args, 0), l(args, 1), l(args, 2), out);
    } else if (kernel instanceof Kernel.Lb it) {
      it.apply(l(args, 0), out);
    } else {
      throw unknown(kernel);
    }
  }

  private static long l(Block[] args, int argument) {
    return ((LongBlock) args[argument]).values[0];
  }

  private static double d(Block[] args, int argument) {
    return ((DoubleBlock) args[argument]).values[0];
  }

  private static BytesView b(Block[] args, int argument) {
    BytesView view = new BytesView();
    view.move((BytesBlock) args[argument], 0);
    return view;
  }

  private static AssertionError unknown(Kernel kernel) {
    return new AssertionError("kernel of another result: " + kernel);
  }
}
