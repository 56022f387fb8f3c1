// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.wire.ExprCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a corpus says of each function: how many cases have it, which fail, with which types. */
final class FunctionScores {
  private static final ExprCodec CODEC = ExprCodec.create();

  /** Of one function; types are those of calls that have an answer, by number of arguments. */
  static final class Score {
    int cases;
    final List<String> failures = new ArrayList<>();
    final TreeMap<Integer, List<Words>> types = new TreeMap<>();
  }

  private final Map<Function, Score> scores = new HashMap<>();
  private final Map<Function, Boolean> evaluated = new HashMap<>();
  private final InputTables tables;

  FunctionScores(InputTables tables) {
    this.tables = tables;
  }

  Score of(Function function) {
    return scores.computeIfAbsent(function, key -> new Score());
  }

  /**
   * A case with a function that is missing says nothing of the others in it. A failure is counted
   * for the outermost function.
   */
  void add(Case asked, Answer answer, boolean fails) throws IOException {
    if (asked.expr() == null) {
      return;
    }
    Expr expr = CODEC.decode(asked.expr());
    Set<Function> functions = Function.in(expr);
    if (functions.stream()
        .anyMatch(each -> !evaluated.computeIfAbsent(each, Function::isEvaluated))) {
      return;
    }
    functions.forEach(each -> of(each).cases++);
    if (fails) {
      functions.stream().findFirst().ifPresent(each -> of(each).failures.add(asked.id()));
    } else if (answer.error() == null) {
      addTypes(expr, asked);
    }
  }

  private void addTypes(Expr expr, Case asked) throws IOException {
    Expr outside = expr instanceof Expr.Alias alias ? alias.expr() : expr;
    Optional<Function> function = Function.of(outside);
    if (function.isEmpty()) {
      return;
    }
    List<Expr> args = args(outside);
    List<Words> words =
        of(function.get()).types.computeIfAbsent(args.size(), size -> Words.places(size));
    Binder binder = Binder.over(tables.get(asked.input()).schema());
    for (int i = 0; i < args.size(); i++) {
      try {
        DataType type = binder.bind(args.get(i)).type();
        words.get(i).add(type);
      } catch (MillraceException noType) {
        // Arguments such as lambdas and stars have no type of their own.
      }
    }
  }

  private static List<Expr> args(Expr call) {
    if (call instanceof Expr.AggregateCall aggregate) {
      return aggregate.args();
    }
    return call instanceof Expr.WindowCall window ? window.args() : call.children();
  }
}
