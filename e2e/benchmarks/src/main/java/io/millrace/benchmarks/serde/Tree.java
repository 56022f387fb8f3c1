// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.serde;

import io.millrace.expr.Expr;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression as plain Java objects, as a program without a format of its own would hold it, for
 * serializers that take objects as they are.
 *
 * @param value a name, an operator or a constant; null where the kind says everything
 */
public record Tree(String kind, Object value, ArrayList<Tree> children) implements Serializable {
  private static final long serialVersionUID = 1L;

  static Tree of(Expr expr) {
    ArrayList<Tree> children = new ArrayList<>();
    expr.children().forEach(child -> children.add(of(child)));
    Object value = null;
    if (expr instanceof Expr.Column column) {
      value = column.name();
    } else if (expr instanceof Expr.Constant constant) {
      value = constant.literal().value();
    } else if (expr instanceof Expr.Binary binary) {
      value = binary.operator().name();
    }
    return new Tree(expr.getClass().getSimpleName(), value, children);
  }

  int nodes() {
    return 1 + children.stream().mapToInt(Tree::nodes).sum();
  }

  /** All the trees of some expressions. */
  static List<Tree> of(List<Expr> exprs) {
    return exprs.stream().map(Tree::of).toList();
  }
}
