// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.Rewriting;
import io.millrace.bind.TypedExpr;
import io.millrace.expr.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Makes expressions and rows that fail a test smaller for as long as they still fail it. */
final class Shrinking {
  private final BiPredicate<List<TypedExpr>, Mode.Rows> fails;
  private List<TypedExpr> exprs;
  private Mode.Rows rows;

  Shrinking(List<TypedExpr> exprs, Mode.Rows rows, BiPredicate<List<TypedExpr>, Mode.Rows> fails) {
    this.fails = fails;
    this.exprs = exprs;
    this.rows = rows;
  }

  /** What is left, as text. */
  String run() {
    fewerRows();
    for (int i = exprs.size() - 1; i >= 0 && exprs.size() > 1; i--) {
      List<TypedExpr> fewer = new ArrayList<>(exprs);
      fewer.remove(i);
      take(fewer);
    }
    while (smallerExpr()) {
      // once more
    }
    fewerRows();
    return exprs.stream().map(Shrinking::text).collect(Collectors.joining(" and "))
        + " over "
        + rows.all.stream().map(this::text).toList();
  }

  private boolean take(List<TypedExpr> candidate) {
    boolean fail = fails.test(candidate, rows);
    exprs = fail ? candidate : exprs;
    return fail;
  }

  private void fewerRows() {
    for (int i = rows.all.size() - 1; i >= 0 && rows.all.size() > 1; i--) {
      List<Object[]> fewer = new ArrayList<>(rows.all);
      fewer.remove(i);
      Mode.Rows candidate = rows.with(fewer);
      rows = fails.test(exprs, candidate) ? candidate : rows;
    }
  }

  private boolean smallerExpr() {
    for (int i = 0; i < exprs.size(); i++) {
      for (TypedExpr part : parts(exprs.get(i))) {
        if (part.children().isEmpty()) {
          continue;
        }
        if (part != exprs.get(i) && take(changed(i, part))) {
          return true;
        }
        for (TypedExpr smaller : replacements(part)) {
          TypedExpr root = exprs.get(i);
          if (take(changed(i, Rewriting.replaced(root, each -> each == part ? smaller : null)))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private List<TypedExpr> changed(int i, TypedExpr expr) {
    List<TypedExpr> changed = new ArrayList<>(exprs);
    changed.set(i, expr);
    return changed;
  }

  /** Its value in the first row, and operands of its type. */
  private List<TypedExpr> replacements(TypedExpr part) {
    List<TypedExpr> smaller = new ArrayList<>();
    Object value = Mode.BLOCKS.answers(List.of(part), rows).get(0).get(0);
    if (!(value instanceof Mode.Failure)) {
      smaller.add(new TypedExpr.Constant(new Literal(part.type(), value)));
    }
    part.children().stream().filter(c -> c.type().equals(part.type())).forEach(smaller::add);
    return smaller;
  }

  /** The expression and all below it. */
  private static List<TypedExpr> parts(TypedExpr expr) {
    List<TypedExpr> parts = new ArrayList<>(List.of(expr));
    expr.children().forEach(child -> parts.addAll(parts(child)));
    return parts;
  }

  private String text(Object[] row) {
    return exprs.stream()
        .flatMap(expr -> parts(expr).stream())
        .filter(TypedExpr.Input.class::isInstance)
        .map(part -> ((TypedExpr.Input) part).index())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(column -> "#" + column + " = " + row[column])
        .toList()
        .toString();
  }

  static String text(TypedExpr expr) {
    if (expr instanceof TypedExpr.Input input) {
      return "#" + input.index() + (input.path().isEmpty() ? "" : input.path()) + ":" + expr.type();
    } else if (expr instanceof TypedExpr.Constant constant) {
      return constant.literal().toString();
    }
    String name =
        expr instanceof TypedExpr.Call call
            ? call.function().name()
            : expr instanceof TypedExpr.LambdaCall lambda
                ? lambda.function().name() + " " + text(lambda.body()) + " of "
                : expr instanceof TypedExpr.InSet in
                    ? "in " + in.values() + (in.orNull() ? " or null" : "")
                    : expr.getClass().getSimpleName();
    return name
        + expr.children().stream().map(Shrinking::text).collect(Collectors.joining(", ", "(", ")"))
        + ":"
        + expr.type();
  }

  static String text(List<TypedExpr> exprs, Object[] row) {
    return exprs.stream().map(Shrinking::text).toList() + " over " + Arrays.asList(row);
  }
}
