// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.builtin.Scalar;
import io.millrace.expr.DataType;
import io.millrace.kernel.Nulls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a graph is but for its constants: graphs of one shape run the same {@link Code}. Calls are
 * of one shape if their kernels are of one class, so that what a kernel captured counts as a
 * constant.
 */
record Shape(List<Part> parts, List<Integer> roots) {
  private record Part(Object what, List<Integer> args) {}

  private record Constant(DataType type, boolean isNull) {}

  private record Call(
      String function, DataType type, Nulls nulls, boolean mayFail, Class<?> kernel) {}

  private record Cast(DataType type, boolean safe, Class<?> kernel) {}

  private record Set(boolean orNull) {}

  private record Column(int index, List<Integer> path, DataType type, boolean fails) {}

  static Shape of(Graph graph, int[] roots) {
    List<Part> parts = new ArrayList<>(graph.size());
    for (int id = 0; id < graph.size(); id++) {
      Node node = graph.node(id);
      parts.add(new Part(what(node), boxed(node.args())));
    }
    return new Shape(parts, boxed(roots));
  }

  private static Object what(Node node) {
    TypedExpr expr = node.expr();
    if (expr instanceof TypedExpr.Input input) {
      return new Column(input.index(), input.path(), input.type(), node.fails());
    }
    if (expr instanceof TypedExpr.Constant constant) {
      return new Constant(constant.type(), constant.literal().isNull());
    }
    if (expr instanceof TypedExpr.Call call) {
      Scalar function = call.function();
      return new Call(
          function.name(),
          call.type(),
          function.nulls(),
          node.ownFailure(),
          node.kernel().getClass());
    }
    if (expr instanceof TypedExpr.Cast cast) {
      return new Cast(cast.type(), cast.safe(), node.kernel().getClass());
    }
    return expr instanceof TypedExpr.InSet set ? new Set(set.orNull()) : expr.getClass();
  }

  private static List<Integer> boxed(int[] ids) {
    return Arrays.stream(ids).boxed().toList();
  }
}
