// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.latency;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import io.millrace.benchmarks.workload.Rows;
import java.util.HashMap;
import java.util.Map;

/** CEL, from text to the value for a row without nulls. */
final class CelPeer {
  static final String NAME = "CEL";

  private final Cel cel =
      CelFactory.standardCelBuilder()
          .addVar("a", SimpleType.INT)
          .addVar("b", SimpleType.INT)
          .addVar("x", SimpleType.DOUBLE)
          .addVar("y", SimpleType.DOUBLE)
          .build();
  private final Map<String, Object> row = new HashMap<>();

  /**
   * @param rows of which the first is looked at
   */
  CelPeer(Rows rows) {
    row.put("a", rows.a().get(0));
    row.put("b", rows.b().get(0));
    row.put("x", rows.x().get(0));
    row.put("y", rows.y().get(0));
  }

  /** The words of CEL for an expression of {@link io.millrace.benchmarks.workload.Fresh}. */
  static String text(String sql) {
    return sql.replaceFirst(
            "CASE WHEN (.*) AND (.*) THEN (.*) ELSE coalesce.* END", "$1 && $2 ? $3 : y")
        .replace("CAST(a AS DOUBLE)", "double(a)");
  }

  Object value(String text) {
    try {
      return cel.createProgram(cel.compile(text).getAst()).eval(row);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
