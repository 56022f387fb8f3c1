// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Signatures;
import io.millrace.value.NestedOrder;
import java.util.List;

/** The greatest or least of several values; nulls do not count, floats are in total order. */
final class ExtremeFunctions {
  static final List<Scalar> ALL = List.of(extreme("greatest", 1), extreme("least", -1));

  private ExtremeFunctions() {}

  private static Scalar extreme(String name, int sign) {
    return scalar(name)
        .accepts(Signatures.variadicComparable())
        .returnsArgument(0)
        .nullsAsValues()
        .neverFails()
        .kernel(call -> kernel(call.type(0), sign));
  }

  private static Kernel kernel(DataType type, int sign) {
    NestedOrder order = NestedOrder.of(type);
    return (Kernel.Row)
        (Block[] args, int row, Block out) -> {
          Object best = null;
          for (Block arg : args) {
            Object value = Cells.get(arg, row, type);
            boolean better =
                value != null && (best == null || sign * order.compare(value, best) > 0);
            best = better ? value : best;
          }
          Cells.set(out, row, type, best);
        };
  }
}
