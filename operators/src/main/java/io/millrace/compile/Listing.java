// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The steps of a {@link Plan} in words, a line each, in the order in which they run; those that
 * only some rows come to are indented. Values have the numbers of their nodes.
 */
final class Listing {
  private final Graph graph;
  private final List<String> columns;
  private final List<String> lines = new ArrayList<>();

  private Listing(Graph graph, List<String> columns) {
    this.graph = graph;
    this.columns = columns;
  }

  static List<String> of(Graph graph, Plan plan, List<String> columns) {
    Listing listing = new Listing(graph, columns);
    listing.add(plan, 0);
    return listing.lines;
  }

  private void add(Plan plan, int depth) {
    BitSet used = used(plan);
    for (int id = used.nextSetBit(0); id >= 0; id = used.nextSetBit(id + 1)) {
      Node node = graph.node(id);
      if (plan.own.get(id) && !node.isInput()) {
        line(depth, "%" + id + " = " + text(plan, node) + "  " + node.expr().type());
        for (int i = 0; i < node.args().length; i++) {
          Plan nested = plan.group(id) == null ? plan.operand(node, i) : null;
          if (nested != null) {
            line(depth + 1, "operand " + (i + 1) + ", for the rows that come to it:");
            add(nested, depth + 2);
          }
        }
        addBody(node, depth + 1);
      }
    }
  }

  /** What a lambda's body does with an element and what else it reads. */
  private void addBody(Node node, int depth) {
    if (node.expr() instanceof TypedExpr.LambdaCall) {
      List<String> names = new ArrayList<>(List.of("element"));
      for (int i = 1; i < node.args().length; i++) {
        names.add(name(node.args()[i]));
      }
      line(depth, "for the elements of all lists:");
      ((LambdaKernel) node.kernel()).steps(names).forEach(step -> line(depth + 1, step));
    }
  }

  private void line(int depth, String text) {
    lines.add("  ".repeat(depth) + text);
  }

  /** What the steps of a plan read, and its outputs: the others are not computed. */
  private BitSet used(Plan plan) {
    BitSet used = new BitSet();
    for (int root : plan.roots) {
      used.set(root);
    }
    for (int id = graph.size() - 1; id >= 0; id--) {
      if (used.get(id) && plan.own.get(id) && !plan.isFused(id)) {
        plan.needs(id).forEach(used::set);
      }
    }
    return used;
  }

  private String text(Plan plan, Node node) {
    FusedGroup group = plan.group(node.id());
    if (group != null) {
      String calls =
          group.nodes().stream()
              .map(id -> "%" + id + " " + call(graph.node(id)))
              .collect(Collectors.joining("; "));
      return "one loop of " + group.nodes().size() + " calls {" + calls + "}";
    }
    if (node.isConstant()) {
      return name(node.id()) + " in a block";
    }
    String how = node.mode() == null ? "" : ", " + how(node.mode());
    String fails = node.ownFailure() ? ", may fail" : "";
    return call(node) + how + fails;
  }

  private static String how(CallStep.Mode mode) {
    return switch (mode) {
      case DENSE -> "over all rows";
      case STRICT -> "where nothing is null";
      case NULLS_AS_VALUES -> "nulls included";
    };
  }

  private String call(Node node) {
    TypedExpr expr = node.expr();
    String args = names(node.args());
    if (expr instanceof TypedExpr.Call call) {
      return call.function().name() + "(" + args + ")";
    }
    if (expr instanceof TypedExpr.LambdaCall call) {
      return call.function().name() + "(" + args + ")";
    }
    if (expr instanceof TypedExpr.Cast cast) {
      return (cast.safe() ? "try_cast(" : "cast(") + args + ")";
    }
    if (expr instanceof TypedExpr.InSet set) {
      return "in(" + args + ", " + set.values().size() + " values)";
    }
    return expr.getClass().getSimpleName().toLowerCase(Locale.ROOT) + "(" + args + ")";
  }

  private String names(int[] ids) {
    return IntStream.of(ids).mapToObj(this::name).collect(Collectors.joining(", "));
  }

  /** Columns and constants stand for themselves. */
  private String name(int id) {
    TypedExpr expr = graph.node(id).expr();
    if (expr instanceof TypedExpr.Constant constant) {
      return ExprPrinter.display(new Expr.Constant(constant.literal()));
    }
    if (!(expr instanceof TypedExpr.Input input)) {
      return "%" + id;
    }
    String path = input.path().stream().map(place -> "." + place).collect(Collectors.joining());
    return columns.get(input.index()) + path;
  }
}
