// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.rules;

import io.millrace.MillraceException;
import io.millrace.json.RuleJson;
import io.millrace.rules.RuleLine;
import io.millrace.trust.SignedEnvelope;
import io.millrace.types.Rule;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.util.Collector;

/**
 * Lines to rows. What is signed has only its line, as nothing here says whether its signature
 * counts.
 */
final class RuleRows implements FlatMapFunction<RuleLine, RowData> {
  private static final long serialVersionUID = 1L;

  private final List<RuleColumn> columns;
  private final boolean ignoreErrors;

  RuleRows(List<RuleColumn> columns, boolean ignoreErrors) {
    this.columns = List.copyOf(columns);
    this.ignoreErrors = ignoreErrors;
  }

  @Override
  public void flatMap(RuleLine line, Collector<RowData> out) {
    if (line.isMarker()) {
      return;
    }
    try {
      out.collect(row(line, rule(line)));
    } catch (MillraceException e) {
      if (!ignoreErrors) {
        throw new MillraceException(e.code(), line.origin() + ": " + e.getMessage(), e);
      }
      out.collect(row(line, null));
    }
  }

  private RowData row(RuleLine line, Rule rule) {
    GenericRowData row = new GenericRowData(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      row.setField(i, value(columns.get(i), line, rule));
    }
    return row;
  }

  private static Object value(RuleColumn column, RuleLine line, Rule rule) {
    return switch (column) {
      case LINE -> StringData.fromString(line.text());
      case ORIGIN -> StringData.fromString(line.origin());
      case ID,
          REVISION,
          ACTION,
          SQL,
          EXPR,
          WHERE,
          WHERE_EXPR,
          KEY,
          WINDOW,
          HAVING,
          HAVING_EXPR,
          EMIT,
          EFFECTIVE_FROM,
          ON_ERROR ->
          rule == null ? null : column.value(rule);
    };
  }

  /** Null for one that is not known to be one. */
  private static Rule rule(RuleLine line) {
    return SignedEnvelope.isMeantBy(line.text()) ? null : RuleJson.parse(line.text()).rule();
  }
}
