// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a graph is but for its constants: graphs of one shape run the same {@link Code}. Calls are
 * of one shape if their kernels are of one class, so that what a kernel captured counts as a
 * constant.
 */
final class Shape {
  /** What each node is and the ids of its operands, node after node; then those of the roots. */
  private final List<Object> parts;

  private final int hash;

  private Shape(List<Object> parts) {
    this.parts = parts;
    hash = parts.hashCode();
  }

  static Shape of(Graph graph, int[] roots) {
    List<Object> parts = new ArrayList<>(8 * graph.size());
    for (int id = 0; id < graph.size(); id++) {
      Node node = graph.node(id);
      parts.add(node.expr().getClass());
      addDetails(node, parts);
      addIds(node.args(), parts);
    }
    addIds(roots, parts);
    return new Shape(parts);
  }

  /** As many for each node of a kind. */
  private static void addDetails(Node node, List<Object> parts) {
    TypedExpr expr = node.expr();
    if (expr instanceof TypedExpr.Input input) {
      Collections.addAll(parts, input.index(), input.path(), input.type(), node.fails());
    } else if (expr instanceof TypedExpr.Constant constant) {
      Collections.addAll(parts, constant.type(), constant.literal().isNull());
    } else if (expr instanceof TypedExpr.Call call) {
      Collections.addAll(
          parts,
          call.function().name(),
          call.type(),
          call.nulls(),
          node.ownFailure(),
          node.onlyArgument(),
          node.kernel().getClass());
    } else if (expr instanceof TypedExpr.Cast cast) {
      Collections.addAll(parts, cast.type(), cast.safe(), node.kernel().getClass());
    } else if (expr instanceof TypedExpr.LambdaCall call) {
      // The body is its kernel's.
      Collections.addAll(parts, call.function().name(), call.type());
    } else if (expr instanceof TypedExpr.InSet set) {
      parts.add(set.orNull());
    }
  }

  private static void addIds(int[] ids, List<Object> parts) {
    parts.add(ids.length);
    for (int id : ids) {
      parts.add(id);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && hash == that.hash && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
