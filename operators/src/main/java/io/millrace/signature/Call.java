// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * What is known of a call when its kernel is chosen: argument types after coercion, the constant
 * arguments (null elements where an argument varies), and the result type (null while it is being
 * computed).
 */
@Internal
public record Call(List<DataType> types, List<Literal> constants, DataType result) {
  public Call {
    types = List.copyOf(types);
    constants = Collections.unmodifiableList(new ArrayList<>(constants));
  }

  public int arity() {
    return types.size();
  }

  public DataType type(int argument) {
    return types.get(argument);
  }

  /** Null where the argument varies from row to row. */
  public Literal constant(int argument) {
    return constants.get(argument);
  }

  /** Throws MillraceException if the first argument is a column that has no type of its own. */
  public void refuseNullColumn(String function) {
    if (type(0).isNull() && constant(0) == null) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot bind " + function + ": the value is a column of type Null, expected another");
    }
  }

  /** The text of a constant argument; null where the argument varies or is not a text. */
  public String constantText(int argument) {
    Literal literal = constants.get(argument);
    return literal != null && literal.value() instanceof String text ? text : null;
  }
}
