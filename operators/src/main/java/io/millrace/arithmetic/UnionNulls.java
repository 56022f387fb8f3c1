// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.BoolBlock;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Signatures;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** IS NULL of unions. */
@Internal
public final class UnionNulls {
  /** Unions are never null themselves, but the values in them may be. */
  public static final Scalar HOLDS_NULL =
      scalar("IS NULL")
          .accepts(Signatures.any(1))
          .returns(DataType.BOOLEAN)
          .neverFails()
          .kernel(
              (Kernel.Row)
                  (args, row, out) -> {
                    List<?> pair = (List<?>) ((NestedBlock) args[0]).view(row);
                    ((BoolBlock) out).values[row] = (byte) (pair.get(1) == null ? -1 : 0);
                  });

  private UnionNulls() {}
}
