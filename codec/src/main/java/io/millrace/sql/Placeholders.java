// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import java.util.function.Supplier;

/** Placeholders take the type of what they are compared or combined with. */
final class Placeholders {
  private Placeholders() {}

  /** Anything else, and a placeholder beside something of unknown type, stays as it is. */
  static Expr typed(Expr expr, Supplier<DataType> other) {
    if (!(expr instanceof Expr.Placeholder placeholder) || placeholder.type() != null) {
      return expr;
    }
    DataType known = other.get();
    return known == null
        ? expr
        : new Expr.Placeholder(placeholder.id(), known, true, placeholder.metadata());
  }
}
