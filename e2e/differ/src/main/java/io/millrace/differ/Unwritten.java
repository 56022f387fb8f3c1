// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lines for scalar functions that the grammar says nothing of, from what they take: one for each
 * list of up to three sorts of arguments that a call is bound with.
 */
final class Unwritten {
  /** Not the same each time, or not of a row alone. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "arrow_field",
          "current_date",
          "current_time",
          "file_row_index",
          "input_file_name",
          "now",
          "random",
          "uuid",
          "version");

  private static final int MOST_ARGUMENTS = 3;
  private static final int MOST_LINES = 12;

  /** A type for each sort of argument that is tried. */
  private static final Map<String, DataType> SORTS = new LinkedHashMap<>();

  static {
    SORTS.put("int", DataType.INT64);
    SORTS.put("float", DataType.FLOAT64);
    SORTS.put("text", DataType.UTF8);
    SORTS.put("bool", DataType.BOOLEAN);
    SORTS.put("bin", DataType.BINARY);
    SORTS.put("date", DataType.DATE32);
    SORTS.put("ts", DataType.timestamp(TimeUnit.NANOSECOND));
    SORTS.put("ilist", new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.INT64)));
  }

  private static final Binder BINDER =
      Binder.over(
          new Schema(
              "t",
              SORTS.entrySet().stream()
                  .map(sort -> Field.of(sort.getKey(), sort.getValue()))
                  .toList()));

  private Unwritten() {}

  /**
   * @param written names that the grammar calls
   */
  static List<String> lines(Set<String> written) {
    Set<String> own =
        written.stream()
            .flatMap(name -> FunctionNames.find(name, FunctionKind.SCALAR).stream())
            .collect(Collectors.toSet());
    return FunctionNames.names(FunctionKind.SCALAR).stream()
        .map(name -> FunctionNames.find(name, FunctionKind.SCALAR).orElseThrow())
        .filter(name -> !own.contains(name) && !LEFT_OUT.contains(name))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .flatMap(name -> lines(name).stream())
        .toList();
  }

  static List<String> lines(String function) {
    List<String> lines = new ArrayList<>();
    add(function, List.of(), lines);
    return lines.subList(0, Math.min(MOST_LINES, lines.size()));
  }

  private static void add(String function, List<String> sorts, List<String> lines) {
    if (!sorts.isEmpty() && takes(function, sorts)) {
      String args = sorts.stream().map(sort -> "{" + sort + "}").collect(Collectors.joining(", "));
      lines.add("any 1: " + function + "(" + args + ")");
    }
    if (sorts.size() < MOST_ARGUMENTS) {
      for (String sort : SORTS.keySet()) {
        List<String> more = new ArrayList<>(sorts);
        more.add(sort);
        add(function, more, lines);
      }
    }
  }

  private static boolean takes(String function, List<String> sorts) {
    try {
      List<Expr> args = sorts.stream().<Expr>map(sort -> new Expr.Column(null, sort)).toList();
      BINDER.bind(new Expr.ScalarCall(function, args));
      return true;
    } catch (MillraceException refused) {
      return false;
    }
  }
}
