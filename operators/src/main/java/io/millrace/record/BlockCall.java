// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.ObjectBlock;
import io.millrace.column.RowErrors;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;

/** A kernel that works on blocks, over blocks of one row. */
final class BlockCall {
  private final Kernel kernel;
  private final Nulls nulls;
  private final InBlock[] args;
  private final Block[] values;
  private final Block out;
  private final RowErrors errors = new RowErrors();

  BlockCall(Kernel kernel, Nulls nulls, InBlock[] args, Lane lane) {
    this.kernel = kernel;
    this.nulls = nulls;
    this.args = args;
    values = new Block[args.length];
    out = Block.of(lane, 1);
  }

  Lane lane() {
    return out.lane();
  }

  /** The result in row 0 of a block that is filled anew by the next call. */
  Block run() {
    boolean anyNull = false;
    for (int i = 0; i < args.length; i++) {
      Block value = args[i].block();
      if (values[i] != value) {
        values[i] = value;
      }
      anyNull |= value.isNull(0);
    }
    out.reset();
    if (anyNull && nulls == Nulls.STRICT) {
      out.setNull(0);
    } else {
      apply();
    }
    return out;
  }

  private void apply() {
    if (kernel instanceof Kernel.Row row) {
      row.apply(values, 0, out);
    } else if (kernel instanceof Kernel.Blocks blocks) {
      blocks.apply(values, out, 1, errors);
      if (!errors.isEmpty()) {
        String message = errors.message(0);
        errors.clear();
        throw new EvaluationError(message);
      }
    } else if (kernel instanceof Kernel.Oo objects) {
      ((ObjectBlock) out).values[0] = objects.apply(((ObjectBlock) values[0]).values[0]);
    } else {
      throw new AssertionError("kernel of no shape: " + kernel);
    }
  }
}
