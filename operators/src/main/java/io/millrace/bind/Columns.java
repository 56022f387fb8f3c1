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
  private final List<Field> parameters;

  private Columns(Schema schema, String qualifier, List<Field> parameters) {
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
    List<Field> more = new ArrayList<>(parameters);
    more.add(parameter);
    return new Columns(schema, qualifier, more);
  }

  /** The same outside of all lambdas. */
  Columns outside() {
    return new Columns(schema, qualifier, List.of());
  }

  /** By the index of an input: columns, and behind them the parameters of lambdas. */
  List<Field> fields() {
    List<Field> all = new ArrayList<>(schema.fields());
    all.addAll(parameters);
    return all;
  }

  TypedExpr resolve(Expr.LambdaVariable variable) {
    for (int i = parameters.size() - 1; i >= 0; i--) {
      if (parameters.get(i).name().equals(variable.name())) {
        return new TypedExpr.Input(schema.fields().size() + i, parameters.get(i).type());
      }
    }
    throw Refusal.unknown(
        "lambda variable", variable.name(), parameters.stream().map(Field::name).toList());
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
