// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Schema;
import io.millrace.function.Closest;
import io.millrace.sql.SqlExpressionParser.ColumnNameContext;
import io.millrace.sql.SqlExpressionParser.ColumnReferenceContext;
import io.millrace.sql.SqlExpressionParser.IdentifierContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;

/** What names stand for: columns, members of structs, and the parameters of enclosing lambdas. */
final class Names {
  private static final List<String> QUALIFIERS = List.of("public", "datafusion");

  private final Schema schema;
  private final SourceText source;
  private List<Expr.LambdaVariable> parameters = List.of();

  Names(Schema schema, SourceText source) {
    this.schema = schema;
    this.source = source;
  }

  /** Unquoted names are lower-cased, quoted ones are taken as they stand. */
  static String of(IdentifierContext identifier) {
    String text = identifier.getText();
    return identifier.QUOTED_WORD() == null ? text.toLowerCase(Locale.ROOT) : unquoted(text);
  }

  /** A place that holds nothing but names takes reserved words as well. */
  static String of(ColumnNameContext name) {
    return name.identifier() == null
        ? name.getText().toLowerCase(Locale.ROOT)
        : of(name.identifier());
  }

  /** The name as written, without its quotes. */
  static String verbatim(IdentifierContext identifier) {
    String text = identifier.getText();
    return identifier.QUOTED_WORD() == null ? text : unquoted(text);
  }

  static String unquoted(String text) {
    String quote = text.substring(0, 1);
    return text.substring(1, text.length() - 1).replace(quote + quote, quote);
  }

  /** The parameters that are visible, the innermost first. */
  List<Expr.LambdaVariable> parameters() {
    return parameters;
  }

  void restore(List<Expr.LambdaVariable> outerParameters) {
    parameters = outerParameters;
  }

  void enter(Expr.LambdaVariable innerParameter) {
    List<Expr.LambdaVariable> all = new ArrayList<>(List.of(innerParameter));
    all.addAll(parameters);
    parameters = List.copyOf(all);
  }

  /** Whatever follows the name of a column names members of structs. */
  Expr resolve(ColumnReferenceContext at) {
    List<String> path = new ArrayList<>();
    path.add(
        at.identifier() == null
            ? at.getStart().getText().toLowerCase(Locale.ROOT)
            : of(at.identifier()));
    at.columnName().forEach(name -> path.add(of(name)));
    for (Expr.LambdaVariable parameter : parameters) {
      if (parameter.name().equals(path.get(0))) {
        return members(parameter, path, 1);
      }
    }
    for (int place = Math.min(path.size() - 1, 3); place >= 0; place--) {
      OptionalInt column = schema.indexOf(path.get(place));
      if (column.isPresent() && qualifies(path.subList(0, place))) {
        return members(column(column.getAsInt()), path, place + 1);
      }
    }
    throw unknown(path, at);
  }

  Expr column(int index) {
    return new Expr.Column(schema.table(), schema.fields().get(index).name());
  }

  int columns() {
    return schema.fields().size();
  }

  /** The type of a column of that name, or null. */
  DataType type(Expr.Column column) {
    OptionalInt index = schema.indexOf(column.name());
    return index.isPresent() ? schema.fields().get(index.getAsInt()).type() : null;
  }

  /** {@code t}, {@code public.t} and {@code datafusion.public.t} all name the table. */
  private boolean qualifies(List<String> qualifiers) {
    if (qualifiers.isEmpty()) {
      return true;
    }
    int last = qualifiers.size() - 1;
    if (!qualifiers.get(last).equals(schema.table())) {
      return false;
    }
    for (int i = 0; i < last; i++) {
      if (!qualifiers.get(i).equals(QUALIFIERS.get(last - 1 - i))) {
        return false;
      }
    }
    return true;
  }

  private static Expr members(Expr whole, List<String> path, int from) {
    Expr member = whole;
    for (String name : path.subList(from, path.size())) {
      Expr key = new Expr.Constant(Literal.of(name));
      member = new Expr.ScalarCall("get_field", List.of(member, key));
    }
    return member;
  }

  private MillraceException unknown(List<String> path, ParserRuleContext at) {
    List<String> names = schema.fields().stream().map(Field::name).toList();
    Optional<String> meant = Closest.to(path.get(path.size() - 1), names);
    String hint =
        meant
            .map(name -> "did you mean \"" + name + "\" (" + typeOf(name) + ")?")
            .orElse("no such column");
    String listed = names.stream().limit(50).collect(Collectors.joining(", "));
    String more = names.size() > 50 ? ", and " + (names.size() - 50) + " more" : "";
    return source.error(
        ErrorCode.UNKNOWN_NAME,
        at.start,
        at.stop,
        "Cannot resolve column: found \""
            + String.join(".", path)
            + "\", expected one of the input",
        hint,
        "columns: " + (names.isEmpty() ? "none" : listed + more));
  }

  private DataType typeOf(String name) {
    return schema.fields().get(schema.indexOf(name).getAsInt()).type();
  }
}
