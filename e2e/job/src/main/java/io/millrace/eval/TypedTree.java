// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.bind.TypedExpr;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Prints a typed expression, a line a node with its type, and keeps what is worth knowing. */
final class TypedTree {
  private final List<String> columns;
  private final Set<TypedExpr> written;
  private final Set<String> reads = new LinkedHashSet<>();
  private final Set<String> inserted = new LinkedHashSet<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * @param columns their names
   * @param written what parts of the text stand for; a cast that is none of them was inserted
   */
  TypedTree(List<String> columns, Set<TypedExpr> written) {
    this.columns = columns;
    this.written = written;
  }

  List<String> print(TypedExpr root) {
    print(root, 0);
    return lines;
  }

  /** The columns, with their types. */
  Set<String> reads() {
    return reads;
  }

  List<String> inserted() {
    return List.copyOf(inserted);
  }

  private void print(TypedExpr expr, int depth) {
    lines.add("  ".repeat(depth) + label(expr) + "  " + expr.type());
    if (expr instanceof TypedExpr.Input input) {
      reads.add(name(input) + " " + input.type());
    }
    if (isInserted(expr)) {
      inserted.add(text(expr));
    }
    if (expr instanceof TypedExpr.WindowCall call) {
      call.args().forEach(child -> print(child, depth + 1));
      print("filter", call.filter() == null ? List.of() : List.of(call.filter()), depth + 1);
      print("partition by", call.partitionBy(), depth + 1);
      print("order by", call.orderBy(), depth + 1);
    } else {
      expr.children().forEach(child -> print(child, depth + 1));
    }
    if (expr instanceof TypedExpr.LambdaCall call) {
      lines.add("  ".repeat(depth + 1) + "for each element");
      TypedTree inside = new TypedTree(inside(call), written);
      inside.print(call.body(), depth + 2);
      lines.addAll(inside.lines);
    }
  }

  private void print(String role, List<TypedExpr> parts, int depth) {
    if (!parts.isEmpty()) {
      lines.add("  ".repeat(depth) + role);
      parts.forEach(part -> print(part, depth + 1));
    }
  }

  /** What the inputs of a lambda's body are. */
  private List<String> inside(TypedExpr.LambdaCall call) {
    List<String> names = new ArrayList<>(List.of("element"));
    call.captured().forEach(each -> names.add(text(each)));
    return names;
  }

  private boolean isInserted(TypedExpr expr) {
    return expr instanceof TypedExpr.Cast && !written.contains(expr);
  }

  private String label(TypedExpr expr) {
    if (expr instanceof TypedExpr.Constant || expr instanceof TypedExpr.Input) {
      return text(expr);
    }
    if (expr instanceof TypedExpr.InSet set) {
      return "in a set of " + set.values().size();
    }
    return word(expr) + (isInserted(expr) ? ", inserted" : "");
  }

  /** As one line. */
  String callText(TypedExpr call) {
    return text(call);
  }

  /** What expressions that share their code have in common: all but the constants. */
  String shape(TypedExpr expr) {
    return text(expr, constant -> "? " + constant.type());
  }

  private String text(TypedExpr expr) {
    return text(expr, constant -> ExprPrinter.display(new Expr.Constant(constant.literal())));
  }

  private String text(TypedExpr expr, Function<TypedExpr.Constant, String> ofConstant) {
    if (expr instanceof TypedExpr.Constant constant) {
      return ofConstant.apply(constant);
    }
    if (expr instanceof TypedExpr.Input input) {
      return name(input);
    }
    if (expr instanceof TypedExpr.WindowCall call) {
      String partition = listed("partition by ", call.partitionBy(), ofConstant);
      String order = listed("order by ", call.orderBy(), ofConstant);
      String filter =
          call.filter() == null ? "" : " where " + listed("", List.of(call.filter()), ofConstant);
      return word(expr)
          + "("
          + listed("", call.args(), ofConstant)
          + filter
          + ") over ("
          + partition
          + (partition.isEmpty() || order.isEmpty() ? "" : " ")
          + order
          + ")";
    }
    String args = listed("", expr.children(), ofConstant);
    if (expr instanceof TypedExpr.LambdaCall call) {
      args += ", element -> " + new TypedTree(inside(call), written).text(call.body(), ofConstant);
    }
    String as = expr instanceof TypedExpr.Cast cast ? " as " + cast.type() : "";
    return word(expr) + "(" + args + as + ")";
  }

  /** Empty if there is nothing. */
  private String listed(
      String role, List<TypedExpr> parts, Function<TypedExpr.Constant, String> ofConstant) {
    return parts.stream()
        .map(each -> text(each, ofConstant))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(", "), text -> text.isEmpty() ? "" : role + text));
  }

  private static String word(TypedExpr expr) {
    if (expr instanceof TypedExpr.Call call) {
      return call.function().name();
    }
    if (expr instanceof TypedExpr.AggregateCall call) {
      return call.function().name();
    }
    if (expr instanceof TypedExpr.WindowCall call) {
      return call.function().name();
    }
    if (expr instanceof TypedExpr.LambdaCall call) {
      return call.function().name();
    }
    if (expr instanceof TypedExpr.Cast cast) {
      return cast.safe() ? "try_cast" : "cast";
    }
    return expr.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private String name(TypedExpr.Input input) {
    String path = input.path().stream().map(place -> "." + place).collect(Collectors.joining());
    return columns.get(input.index()) + path;
  }
}
