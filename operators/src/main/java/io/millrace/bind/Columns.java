// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/** Column names to places in the schema. */
final class Columns {
  private final Schema schema;
  private final String qualifier;

  private Columns(Schema schema, String qualifier) {
    this.schema = schema;
    this.qualifier = qualifier;
  }

  /** Only the schema's own table may qualify. */
  static Columns of(Schema schema) {
    return new Columns(schema, schema.table());
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
    return new Columns(schema, qualifier);
  }

  Schema schema() {
    return schema;
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
