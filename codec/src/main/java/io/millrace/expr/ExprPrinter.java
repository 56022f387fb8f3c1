// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/** Prints expressions in DataFusion's spelling. Chains are printed without recursion. */
@PublicEvolving
public final class ExprPrinter {
  private ExprPrinter() {}

  /** DataFusion's {@code Display}: {@code CAST(t.a AS Int64) + Int64(1)}. */
  public static String display(Expr expr) {
    throw new AssertionError("to be written: " + expr);
  }

  /**
   * DataFusion's schema name, which names the result column: casts and aliases are looked through.
   */
  public static String schemaName(Expr expr) {
    throw new AssertionError("to be written: " + expr);
  }
}
