// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Functions that ask for the engine around an expression: its version, which it has, and the files
 * that it reads, which a stream has not.
 */
final class EngineForms {
  private static final String VERSION = "Millrace, with the semantics of Apache DataFusion 55.2.0";

  private static final Map<String, Function<List<TypedExpr>, TypedExpr>> ALL =
      Map.of(
          "version", EngineForms::version,
          "input_file_name", args -> ofFile("input_file_name"),
          "file_row_index", args -> ofFile("file_row_index"));

  private EngineForms() {}

  static Optional<Function<List<TypedExpr>, TypedExpr>> find(String function) {
    return Optional.ofNullable(ALL.get(function));
  }

  private static TypedExpr version(List<TypedExpr> args) {
    if (!args.isEmpty()) {
      throw Refusal.arguments("version", args, "no argument");
    }
    return Folding.constant(DataType.UTF8, VERSION);
  }

  private static TypedExpr ofFile(String function) {
    throw Refusal.unsupported(
        "function '" + function + "'", "it asks for the file of a row, which only a query knows");
  }
}
