// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.column.VectorCall;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.udf.ScalarFunction;
import io.millrace.udf.ScalarUdf;
import java.util.List;

/**
 * A function of Arrow vectors over blocks. Where a block fails, its rows are given again one by
 * one, so that an error is that of the rows that cause it, in whatever company they came.
 */
final class VectorKernel implements Kernel.Blocks {
  private final ScalarUdf function;
  private final VectorCall call;
  private final Watch watch;

  VectorKernel(ScalarUdf function) {
    this.function = function;
    watch = new Watch(function);
    ScalarFunction.OfVectors code = (ScalarFunction.OfVectors) function.code();
    call =
        new VectorCall(
            Failures.named(function),
            function.arguments(),
            function.returns(),
            function.limits(),
            (args, rows, allocator) -> watch.run(() -> code.apply(args, rows, allocator)));
  }

  @Override
  public void apply(Block[] args, Block out, int rows, RowErrors errors) {
    boolean strict = function.nulls() == ScalarUdf.Nulls.STRICT;
    Block result = Block.of(out.lane(), Math.max(rows, 1));
    if (!(strict && out.hasNulls(rows)) && attempt(args, result, rows) == null) {
      out.copyRows(null, result, null, rows);
      return;
    }
    int[] at = new int[1];
    Block[] single = new Block[args.length];
    List<DataType> types = function.argumentTypes();
    for (int i = 0; i < args.length; i++) {
      single[i] = Block.of(Lane.of(types.get(i)), 1);
    }
    for (int row = 0; row < rows; row++) {
      if (strict && out.isNull(row)) {
        continue;
      }
      at[0] = row;
      for (int i = 0; i < args.length; i++) {
        single[i].gather(args[i], at, 1);
      }
      result.reset();
      EvaluationError failure = attempt(single, result, 1);
      if (failure == null) {
        out.copy(row, result, 0);
      } else {
        errors.mark(row, failure);
      }
    }
  }

  /** The error, or null. */
  private EvaluationError attempt(Block[] args, Block result, int rows) {
    try {
      call.apply(args, result, rows);
      return null;
    } catch (Throwable e) {
      return Failures.error(function, e);
    }
  }
}
