// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.column.ElementList;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/** The lists of which each element makes a row, in the order in which they are found. */
final class UnnestBinding {
  private final int columns;
  private final List<TypedExpr> lists = new ArrayList<>();

  /**
   * @param columns behind which the elements are
   */
  UnnestBinding(int columns) {
    this.columns = columns;
  }

  List<TypedExpr> lists() {
    return lists;
  }

  /**
   * The element of the row at hand; equal lists are one.
   *
   * @param rows binds the list, of which it refuses another {@code unnest}
   */
  TypedExpr of(Expr.Unnest unnest, Binding rows) {
    if (unnest.exprs().size() != 1) {
      throw Refusal.mismatch(
          Refusal.shown(unnest), unnest.exprs().size() + " arguments", "one list");
    }
    if (unnest.outer()) {
      throw Refusal.unsupported(
          Refusal.shown(unnest), "it keeps rows of empty lists, expected unnest");
    }
    if (unnest.exprs().get(0) instanceof Expr.Unnest) {
      throw Refusal.unsupported(
          Refusal.shown(unnest), "lists of lists in one step, expected unnest(flatten(…))");
    }
    TypedExpr list = rows.whole(unnest.exprs().get(0));
    DataType type = list.type().unwrapped();
    if (type instanceof DataType.Struct) {
      throw Refusal.unsupported(
          Refusal.shown(unnest), "a struct of type " + type + ", expected its members by name");
    }
    if (!(type instanceof DataType.AnyList)) {
      throw Refusal.mismatch(Refusal.shown(unnest), "the argument is of type " + type, "a list");
    }
    int place = lists.indexOf(list);
    if (place < 0) {
      place = lists.size();
      lists.add(list);
    }
    return new TypedExpr.Input(columns + place, ElementList.element(type));
  }
}
