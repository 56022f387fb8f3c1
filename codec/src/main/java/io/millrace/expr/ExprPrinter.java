// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/** Prints expressions in DataFusion's spelling. Chains are printed without recursion. */
@PublicEvolving
public final class ExprPrinter {
  private ExprPrinter() {}

  /** DataFusion's {@code Display}: {@code CAST(t.a AS Int64) + Int64(1)}. */
  public static String display(Expr expr) {
    StringBuilder out = new StringBuilder();
    expr.accept(new DisplayPrinter(out));
    return out.toString();
  }

  /** The value as tables show it: {@code 2024-02-29}, {@code [1, , 3]}; nothing for NULL. */
  public static String value(Literal literal) {
    return ValuePrinter.text(literal.type(), literal.value());
  }

  /**
   * DataFusion's schema name, which names the result column: casts are looked through, an alias
   * stands for what it names, and no parentheses are written. A scalar subquery has the name of its
   * column; where that is not known, it is printed as {@link #display} does.
   */
  public static String schemaName(Expr expr) {
    StringBuilder out = new StringBuilder();
    expr.accept(new SchemaNamePrinter(out));
    return out.toString();
  }
}
