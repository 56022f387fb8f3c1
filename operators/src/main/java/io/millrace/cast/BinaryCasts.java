// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;

/** Casts whose result is binary. */
final class BinaryCasts {
  private BinaryCasts() {}

  static Kernel kernel(DataType from, DataType to) {
    if (from.isInteger()) {
      int width = from.id().bits() / Byte.SIZE;
      return (Kernel.Lb)
          (value, out) -> {
            for (int i = 0; i < width; i++) {
              out.append((byte) (value >>> (8 * i)));
            }
          };
    }
    if (to instanceof DataType.FixedSizeBinary fixed) {
      return (Kernel.Bb)
          (value, out) -> {
            if (value.length() != fixed.size()) {
              throw new EvaluationError(
                  "Cannot cast binary to " + to + ": " + value.length() + " bytes");
            }
            out.append(value);
          };
    }
    return Casts.copy(Lane.BYTES);
  }
}
