// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.function.FunctionKind;
import org.apache.flink.annotation.PublicEvolving;

/** What extension codecs are asked to write and read. */
@PublicEvolving
public enum ExtensionKind {
  LOGICAL_PLAN_NODE("an extension logical plan node"),
  TABLE_PROVIDER("a table provider"),
  FILE_FORMAT("a file format"),
  SCALAR_UDF("a scalar UDF"),
  AGGREGATE_UDF("an aggregate UDF"),
  WINDOW_UDF("a window UDF"),
  EXECUTION_PLAN("an execution plan"),
  PHYSICAL_EXPRESSION("a physical expression");

  private final String words;

  ExtensionKind(String words) {
    this.words = words;
  }

  /** Of functions, whose names codecs are told; null for other things. */
  FunctionKind function() {
    return switch (this) {
      case SCALAR_UDF -> FunctionKind.SCALAR;
      case AGGREGATE_UDF -> FunctionKind.AGGREGATE;
      case WINDOW_UDF -> FunctionKind.WINDOW;
      case LOGICAL_PLAN_NODE, TABLE_PROVIDER, FILE_FORMAT, EXECUTION_PLAN, PHYSICAL_EXPRESSION ->
          null;
    };
  }

  static ExtensionKind of(FunctionKind kind) {
    return switch (kind) {
      case SCALAR, HIGHER_ORDER -> SCALAR_UDF;
      case AGGREGATE -> AGGREGATE_UDF;
      case WINDOW -> WINDOW_UDF;
    };
  }

  /** In DataFusion's words. */
  @Override
  public String toString() {
    return words;
  }
}
