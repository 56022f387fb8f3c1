// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.record.RowProgram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** The elements of the lists of rows, one row at a time. Confined to one thread. */
final class Elements<T> {
  private final RowProgram<T> program;
  private final List<TypedExpr> lists;
  private final Consumer<String> errors;

  Elements(RowExpressions<T> expressions, List<TypedExpr> lists, Consumer<String> errors) {
    this.lists = lists;
    this.errors = errors;
    program = expressions.rowProgram(lists, expressions.input());
  }

  /** As many as the longest list has; none if a list has no answer; one without lists. */
  List<Element<T>> of(T row) {
    if (lists.isEmpty()) {
      return List.of(new Element<>(row, List.of(), 0));
    }
    List<List<?>> values = new ArrayList<>();
    int longest = 0;
    try {
      RowProgram<T> moved = program.move(row);
      for (int i = 0; i < lists.size(); i++) {
        List<?> list = (List<?>) Cells.get(moved.results().get(i), lists.get(i).type());
        values.add(list);
        longest = list == null ? longest : Math.max(longest, list.size());
      }
    } catch (EvaluationError e) {
      errors.accept(e.getMessage());
      return List.of();
    }
    List<Element<T>> elements = new ArrayList<>(longest);
    List<List<?>> all = Collections.unmodifiableList(values);
    for (int i = 0; i < longest; i++) {
      elements.add(new Element<>(row, all, i));
    }
    return elements;
  }
}
