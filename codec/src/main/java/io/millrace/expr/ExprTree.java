// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/**
 * Prints an expression for people, a line for each node: its kind, what sets it apart, and before
 * it the part it plays in the node above. The operands of a chain are printed without recursion.
 */
@PublicEvolving
public final class ExprTree {
  private static final String INDENT = "  ";

  private final StringBuilder out = new StringBuilder();
  private final NodeText texts = new NodeText();

  private ExprTree() {}

  public static String print(Expr expr) {
    ExprTree tree = new ExprTree();
    tree.print("", expr, 0);
    return tree.out.toString();
  }

  private void print(String part, Expr expr, int depth) {
    NodeText.Node node = expr.accept(texts);
    out.append(INDENT.repeat(depth)).append(part).append(oneLine(node.text())).append('\n');
    node.parts().forEach(child -> print(child.label(), child.expr(), depth + 1));
  }

  private static String oneLine(String text) {
    return text.replace("\n", "\\n").replace("\r", "\\r");
  }
}
