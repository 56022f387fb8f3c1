// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/** Column names to places in the schema. */
final class Columns {
  private final Schema schema;
  private final String qualifier;

  /** Those of the lambdas around, the outermost first; they have no place among the columns. */
  private final List<Parameter> parameters;

  /** A parameter of a lambda and what stands for it. */
  private record Parameter(Field field, TypedExpr value) {}

  private Columns(Schema schema, String qualifier, List<Parameter> parameters) {
    this.schema = schema;
    this.qualifier = qualifier;
    this.parameters = List.copyOf(parameters);
  }

  /** Only the schema's own table may qualify. */
  static Columns of(Schema schema) {
    return new Columns(schema, schema.table(), List.of());
  }

  /** Whatever table qualifies the columns of an expression stands for the schema, if it is one. */
  static Columns ofAnyTable(Schema schema, Expr expr) {
    String qualifier = null;
    Deque<Expr> open = new ArrayDeque<>();
    open.push(expr);
    while (!open.isEmpty()) {
      Expr next = open.pop();
      if (next instanceof Expr.Column column && column.relation() != null) {
        if (qualifier != null && !qualifier.equals(column.relation())) {
          throw Refusal.notHere(
              column, "one table, but '" + qualifier + "' qualifies another column");
        }
        qualifier = column.relation();
      }
      for (Expr child : next.children()) {
        open.push(child);
      }
    }
    return new Columns(schema, qualifier, List.of());
  }

  /** The same inside of a lambda; its parameter hides those of the same name. */
  Columns within(Field parameter) {
    int index = schema.fields().size() + parameters.size();
    return within(parameter, new TypedExpr.Input(index, parameter.type()));
  }

  /** The same where the parameter is {@code value}. */
  Columns within(Field parameter, TypedExpr value) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(new Parameter(parameter, value));
    return new Columns(schema, qualifier, more);
  }

  /** The same outside of all lambdas. */
  Columns outside() {
    return new Columns(schema, qualifier, List.of());
  }

  /** By the index of an input: columns, and behind them the parameters of lambdas. */
  List<Field> fields() {
    List<Field> all = new ArrayList<>(schema.fields());
    parameters.forEach(parameter -> all.add(parameter.field));
    return all;
  }

  TypedExpr resolve(Expr.LambdaVariable variable) {
    for (int i = parameters.size() - 1; i >= 0; i--) {
      if (parameters.get(i).field.name().equals(variable.name())) {
        return parameters.get(i).value;
      }
    }
    throw Refusal.unknown(
        "lambda variable",
        variable.name(),
        parameters.stream().map(parameter -> parameter.field.name()).toList());
  }

  TypedExpr resolve(Expr.Column column) {
    if (column.relation() != null && !column.relation().equals(qualifier)) {
      throw Refusal.unknown(
          "column " + column.name() + " of table",
          column.relation(),
          schema.table() == null ? List.of() : List.of(schema.table()));
    }
    OptionalInt index = schema.indexOf(column.name());
    if (index.isEmpty()) {
      throw Refusal.unknown(
          "column", column.name(), schema.fields().stream().map(Field::name).toList());
    }
    return new TypedExpr.Input(index.getAsInt(), schema.fields().get(index.getAsInt()).type());
  }
}
