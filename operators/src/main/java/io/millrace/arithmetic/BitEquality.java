// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.Signatures;
import org.apache.flink.annotation.Internal;

/** Whether two values are the same one. */
@Internal
public final class BitEquality {
  /** Equality to the bit: the zeros differ, NaN equals NaN; for NULLIF. */
  public static final Scalar SAME =
      scalar("nullif")
          .accepts(Signatures.comparable(2))
          .returns(DataType.BOOLEAN)
          .neverFails()
          .kernel(BitEquality::sameness);

  private BitEquality() {}

  private static Kernel sameness(Call call) {
    DataType type = call.type(0).unwrapped();
    if (Lane.of(type) != Lane.DOUBLE) {
      return Comparison.kernel(Operator.EQ, type);
    }
    return ((Kernel.Blocks) BitEquality::same)
        .byValue((Kernel.Ddz) (a, b) -> Double.compare(a, b) == 0);
  }

  private static void same(Block[] args, Block out, int rows, RowErrors errors) {
    double[] a = ((DoubleBlock) args[0]).values;
    double[] b = ((DoubleBlock) args[1]).values;
    byte[] c = ((BoolBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = (byte) (Double.compare(a[i], b[i]) == 0 ? -1 : 0);
    }
  }
}
