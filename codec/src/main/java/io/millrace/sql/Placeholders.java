// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;

/** Placeholders take the type of what they are compared or combined with. */
final class Placeholders {
  private Placeholders() {}

  /** Anything else, and a placeholder beside something of unknown type, stays as it is. */
  static Expr typed(Expr expr, DataType known) {
    return known != null
            && expr instanceof Expr.Placeholder placeholder
            && placeholder.type() == null
        ? new Expr.Placeholder(placeholder.id(), known, true, placeholder.metadata())
        : expr;
  }
}
