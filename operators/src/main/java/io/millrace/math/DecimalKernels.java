// SPDX-License-Identifier: Apache-2.0
package io.millrace.math;

import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import java.math.BigInteger;
import java.util.function.UnaryOperator;

/** Kernels over unscaled decimals. */
final class DecimalKernels {
  private DecimalKernels() {}

  static Kernel.Row unary(DataType from, DataType to, UnaryOperator<BigInteger> operator) {
    return (args, row, out) ->
        Cells.set(out, row, to, operator.apply((BigInteger) Cells.get(args[0], row, from)));
  }
}
