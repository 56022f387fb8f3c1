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
abstract class BlockCall extends BlockTerm {
  private final boolean strict;
  private final BlockTerm[] args;
  private final Block[] values;
  private final Block out;

  BlockCall(Nulls nulls, BlockTerm[] args, Lane lane) {
    strict = nulls == Nulls.STRICT;
    this.args = args;
    values = new Block[args.length];
    out = Block.of(lane, 1);
  }

  static BlockTerm of(
      TermClasses classes, Kernel kernel, Nulls nulls, BlockTerm[] args, Lane lane) {
    Class<? extends Term> template =
        kernel instanceof Kernel.Row
            ? OfRow.class
            : kernel instanceof Kernel.Blocks ? OfBlocks.class : OfObject.class;
    return (BlockTerm) classes.make(template, kernel, nulls, args, lane);
  }

  @Override
  final Block block() {
    boolean anyNull = false;
    for (int i = 0; i < values.length; i++) {
      Block value = args[i].block();
      if (values[i] != value) {
        values[i] = value;
      }
      anyNull |= value.isNull(0);
    }
    out.reset();
    if (anyNull && strict) {
      out.setNull(0);
    } else {
      apply(values, out);
    }
    return out;
  }

  abstract void apply(Block[] values, Block result);

  static final class OfRow extends BlockCall {
    private final Kernel.Row kernel;

    OfRow(Kernel kernel, Nulls nulls, BlockTerm[] args, Lane lane) {
      super(nulls, args, lane);
      this.kernel = (Kernel.Row) kernel;
    }

    @Override
    void apply(Block[] values, Block result) {
      kernel.apply(values, 0, result);
    }
  }

  static final class OfBlocks extends BlockCall {
    private final Kernel.Blocks kernel;
    private final RowErrors errors = new RowErrors();

    OfBlocks(Kernel kernel, Nulls nulls, BlockTerm[] args, Lane lane) {
      super(nulls, args, lane);
      this.kernel = (Kernel.Blocks) kernel;
    }

    @Override
    void apply(Block[] values, Block result) {
      kernel.apply(values, result, 1, errors);
      if (!errors.isEmpty()) {
        EvaluationError cause = errors.cause(0);
        errors.clear();
        throw cause;
      }
    }
  }

  static final class OfObject extends BlockCall {
    private final Kernel.Oo kernel;

    OfObject(Kernel kernel, Nulls nulls, BlockTerm[] args, Lane lane) {
      super(nulls, args, lane);
      this.kernel = (Kernel.Oo) kernel;
    }

    @Override
    void apply(Block[] values, Block result) {
      Object value = kernel.apply(((ObjectBlock) values[0]).values[0]);
      ((ObjectBlock) result).values[0] = value;
      if (value == null) {
        result.setNull(0);
      }
    }
  }
}
