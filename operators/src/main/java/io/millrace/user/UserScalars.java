// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Signatures;
import io.millrace.udf.ScalarFunction;
import io.millrace.udf.ScalarUdf;
import org.apache.flink.annotation.Internal;

/** Users' scalar functions as the engine declares its own. */
@Internal
public final class UserScalars {
  private UserScalars() {}

  /** Takes exactly the types that the function says, or what DataFusion casts to them. */
  public static Scalar of(ScalarUdf function) {
    DataType[] types = function.argumentTypes().toArray(DataType[]::new);
    Scalar.Declaration declaration =
        Scalar.scalar(function.name())
            .identity(new Identity(function))
            .accepts(types.length == 0 ? Signatures.nullary() : Signatures.exact(types))
            .returns(function.returns().type())
            .size(ResultSize.UNKNOWN)
            .volatility(function.volatility());
    if (function.nulls() == ScalarUdf.Nulls.PASSED) {
      declaration.nullsAsValues();
    }
    return declaration.kernel(kernel(function));
  }

  private static Kernel kernel(ScalarUdf function) {
    return function.code() instanceof ScalarFunction.OfVectors
        ? new VectorKernel(function)
        : new RowKernel(function);
  }
}
