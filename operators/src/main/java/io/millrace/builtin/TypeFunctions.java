// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Signatures;
import java.util.List;

/** Functions that ask for types; the value is evaluated nevertheless, so its errors count. */
final class TypeFunctions {
  static final List<Scalar> ALL =
      List.of(
          scalar("arrow_typeof")
              .accepts(Signatures.any(1))
              .size(ResultSize.OF_ARGUMENTS)
              .returns(DataType.UTF8)
              .nullsAsValues()
              .neverFails()
              .kernel(call -> constant(call.type(0).toString())));

  private TypeFunctions() {}

  private static Kernel constant(String text) {
    return (Kernel.Row) (args, row, out) -> Cells.set(out, row, DataType.UTF8, text);
  }
}
