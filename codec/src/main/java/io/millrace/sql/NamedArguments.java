// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.sql.SqlExpressionParser.ArgumentContext;
import io.millrace.sql.SqlExpressionParser.ArgumentNameContext;
import io.millrace.sql.SqlExpressionParser.ComparisonContext;
import io.millrace.sql.SqlExpressionParser.ComparisonExprContext;
import io.millrace.sql.SqlExpressionParser.ExprContext;
import io.millrace.sql.SqlExpressionParser.QuantifiedExprContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Arguments that name their parameters, as in {@code substr(s, start_pos => 2)}. */
final class NamedArguments {
  static final String UNTAKEN = "found an argument with a name, which it does not take";

  private NamedArguments() {}

  static boolean areIn(List<ArgumentContext> arguments) {
    return arguments.stream().anyMatch(argument -> argument.argumentName() != null);
  }

  /**
   * The arguments in the order of the parameters.
   *
   * @param parameters none where arguments have no names
   * @param given how many parameters have their argument already
   * @param refusal makes an exception of what was found
   */
  static List<ArgumentContext> inOrder(
      List<ArgumentContext> arguments,
      List<String> parameters,
      int given,
      Function<String, RuntimeException> refusal) {
    if (!areIn(arguments)) {
      return arguments;
    }
    if (parameters.isEmpty()) {
      throw refusal.apply(UNTAKEN);
    }
    int byPlace = 0;
    while (arguments.get(byPlace).argumentName() == null) {
      byPlace++;
    }
    List<ArgumentContext> all = new ArrayList<>(arguments.subList(0, byPlace));
    all.addAll(
        byName(arguments.subList(byPlace, arguments.size()), parameters, given + byPlace, refusal));
    return all;
  }

  private static List<ArgumentContext> byName(
      List<ArgumentContext> arguments,
      List<String> parameters,
      int before,
      Function<String, RuntimeException> refusal) {
    ArgumentContext[] places = new ArgumentContext[parameters.size()];
    int last = before;
    for (ArgumentContext argument : arguments) {
      if (argument.argumentName() == null) {
        throw refusal.apply("found an argument without a name behind one with a name");
      }
      String name = name(argument.argumentName());
      int place = parameters.indexOf(name);
      if (place < 0) {
        throw refusal.apply(
            "found the argument \""
                + name
                + "\", expected one of "
                + String.join(", ", parameters));
      }
      if (place < before || places[place] != null) {
        throw refusal.apply("found the argument \"" + name + "\" twice");
      }
      places[place] = argument;
      last = Math.max(last, place + 1);
    }
    List<ArgumentContext> ordered = Arrays.asList(places).subList(before, last);
    int missing = ordered.indexOf(null);
    if (missing >= 0) {
      throw refusal.apply("found no argument \"" + parameters.get(before + missing) + "\"");
    }
    return Collections.unmodifiableList(ordered);
  }

  private static String name(ArgumentNameContext name) {
    return name.columnName() == null
        ? Names.unquoted(name.STRING().getText())
        : Names.of(name.columnName());
  }

  /** In DuckDB's dialect {@code name = value} names an argument where it could be a comparison. */
  static boolean isNamedByEquals(ArgumentContext argument) {
    ParserRuleContext at = argument.expr();
    while (at != null) {
      if (at instanceof ComparisonExprContext test) {
        return is(test.left, test.comparison());
      }
      if (at instanceof QuantifiedExprContext test) {
        return is(test.left, test.comparison());
      }
      at = at.getChild(0) instanceof ParserRuleContext first ? first : null;
    }
    return false;
  }

  private static boolean is(ExprContext left, ComparisonContext comparison) {
    Token name = left.start;
    boolean quoted =
        name.getType() == SqlExpressionParser.STRING
            || name.getType() == SqlExpressionParser.QUOTED_WORD;
    boolean word = name.getText().chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
    return left.start == left.stop
        && comparison.getText().equals("=")
        && (quoted || (word && !Character.isDigit(name.getText().charAt(0))));
  }
}
