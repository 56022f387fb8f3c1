// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.MillraceException;
import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.Block;
import io.millrace.compile.Program;
import io.millrace.compile.Unfused;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlPrinter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What becomes of one expression on its way from text to a program, in lines. */
final class Explanation {
  private final Source source;
  private final Expr expr;
  private final Query query;
  private final List<String> lines = new ArrayList<>();
  private final Set<TypedExpr> written = new LinkedHashSet<>();
  private final List<String> folded = new ArrayList<>();

  private Explanation(Source source, Query query) {
    this.source = source;
    this.query = query;
    this.expr = query.exprs().get(0);
  }

  /** Of a query of one expression. */
  static List<String> of(Source source, Query query) {
    Explanation explanation = new Explanation(source, query);
    explanation.explain();
    return explanation.lines;
  }

  private void explain() {
    TypedExpr bound = query.bound().get(0);
    lookInto(expr, false);
    TypedTree tree = new TypedTree(columns(source.schema()), written);
    List<String> typed = tree.print(bound);
    line("sql", sql());
    line("column", query.columns().get(0).name());
    line("type", bound.type().toString());
    line("reads", tree.reads().isEmpty() ? "no columns" : String.join(", ", tree.reads()));
    line("shape", tree.shape(bound));
    list("casts that are inserted", tree.inserted());
    list("constants that are computed once", folded);
    list("typed expression", typed);
    switch (query.kind()) {
      case ROW -> program("for each row", query.bound(), columns(source.schema()));
      case AGGREGATE -> {
        Aggregation aggregation = Aggregation.of(query.bound());
        arguments(aggregation.calls());
        List<String> calls = aggregation.calls().stream().map(tree::callText).toList();
        program("for all rows", aggregation.results(), calls);
      }
      case WINDOW -> {
        Windowing windowing = Windowing.of(query.bound());
        arguments(windowing.calls());
        List<String> names =
            Stream.concat(windowing.columns().stream(), windowing.calls().stream())
                .map(tree::callText)
                .toList();
        program("for each row, once all are seen", windowing.results(), names);
      }
    }
  }

  private void arguments(List<? extends TypedExpr> calls) {
    List<TypedExpr> arguments =
        calls.stream().flatMap(call -> call.children().stream()).distinct().toList();
    program("for each row", arguments, columns(source.schema()));
  }

  private void line(String what, String text) {
    lines.add("%-8s %s".formatted(what, text));
  }

  private void list(String what, List<String> items) {
    if (!items.isEmpty()) {
      lines.add("");
      lines.add(what);
      items.forEach(item -> lines.add("  " + item));
    }
  }

  private static List<String> columns(Schema schema) {
    return schema.fields().stream().map(Field::name).toList();
  }

  private String sql() {
    try {
      return SqlPrinter.over(source.schema()).withDialect(source.dialect()).print(expr);
    } catch (MillraceException unsaid) {
      return ExprPrinter.display(expr);
    }
  }

  /** Finds casts that somebody wrote, and the largest parts that come to a constant. */
  private void lookInto(Expr part, boolean insideOfConstant) {
    boolean constant = insideOfConstant;
    Optional<TypedExpr> bound = bound(part);
    if (bound.isPresent()) {
      written.add(bound.get());
      if (bound.get() instanceof TypedExpr.Constant result && !isConstant(part) && !constant) {
        constant = true;
        folded.add(ExprPrinter.display(part) + " = " + text(result.literal()));
      }
    }
    for (Expr child : part.children()) {
      lookInto(child, constant);
    }
  }

  private static boolean isConstant(Expr part) {
    return part instanceof Expr.Constant
        || (part instanceof Expr.Alias alias && isConstant(alias.expr()));
  }

  private static String text(Literal literal) {
    return ExprPrinter.display(new Expr.Constant(literal));
  }

  /** Parts such as lambdas mean nothing alone. */
  private Optional<TypedExpr> bound(Expr part) {
    Binder binder = Binder.over(source.schema());
    try {
      return Optional.of(query.kind().bind(binder, part));
    } catch (MillraceException notAlone) {
      return Optional.empty();
    }
  }

  private void program(String when, List<TypedExpr> outputs, List<String> names) {
    try (Program program = Program.compile(outputs, Block.CAPACITY)) {
      List<String> blocks = program.steps(names);
      String tier = "steps " + when + "; tier " + program.tier();
      Optional<Unfused> reason = program.fuse();
      list(tier + reason.map(why -> ", never fused: " + why(why)).orElse(""), blocks);
      if (reason.isEmpty()) {
        String later = ", after some 20 million rows";
        list("steps " + when + "; tier " + program.tier() + later, program.steps(names));
      }
    }
  }

  private static String why(Unfused reason) {
    return switch (reason) {
      case NO_CALLS -> "columns, constants, tests and choices only";
      case NO_NUMBERS -> "its calls are over other values than numbers";
      case MAY_FAIL -> "a call may have no answer for a row";
      case SINGLE_CALLS -> "no call is only the operand of another";
    };
  }
}
