// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.expr.DataType;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import io.millrace.udf.WindowUdf;
import io.millrace.window.WindowFunction;
import org.apache.flink.annotation.Internal;

/**
 * Users' window functions as the engine declares its own. As in DataFusion, DISTINCT and IGNORE
 * NULLS say nothing to them.
 */
@Internal
public final class UserWindows {
  private UserWindows() {}

  /** To be called with the arguments and, behind them, the ORDER BY keys. */
  public static WindowFunction of(WindowUdf function) {
    DataType[] types = function.argumentTypes().toArray(DataType[]::new);
    Signature accepts = types.length == 0 ? Signatures.nullary() : Signatures.exact(types);
    return new WindowFunction(
        function.name(),
        new Identity(function),
        accepts,
        call -> function.returns().type(),
        request -> new PartitionCalls(function, request));
  }
}
