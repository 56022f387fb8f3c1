// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limits;
import io.millrace.bind.TypedExpr;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.json.RuleJson;
import io.millrace.record.RowPrograms;
import io.millrace.session.SessionContext;
import io.millrace.types.Event;
import io.millrace.types.Rule;
import java.util.Collections;
import java.util.List;

/**
 * Rules like those that may come, taken through all that a rule goes through from its line to a
 * value, so that the first real one does not wait until the classes of parser, binder, compiler and
 * the common kernels are loaded. Operators run it when they open: some tenths of a second in a JVM
 * that has seen no rule, a few milliseconds in one that has.
 */
final class WarmUp {
  private static final Schema SCHEMA =
      new Schema(
          null,
          List.of(
              Field.of("i", DataType.INT64),
              Field.of("n", DataType.INT32),
              Field.of("d", DataType.FLOAT64),
              Field.of("s", DataType.UTF8)));

  private static final Object[] ROW = {7L, 7L, 0.5, "a"};

  /** {@code i + 1 > 2 and coalesce(d, 0.5) < 1.0 or s is null} as DataFusion writes it. */
  private static final String ENCODED =
      "InUKZCJiCiMiIQoVIhMKBQoDCgFpCgQaAjgBGgRQbHVzCgQaAjgCGgJHdAo2IjQKIaIBHgoIY29hbGVzY2USBQoDCgFk"
          + "EgsaCWkAAAAAAADgPwoLGglpAAAAAAAA8D8aAkx0GgNBbmQKCTIHCgUKAwoBcxoCT3I=";

  /** Comparisons and arithmetic of numbers and texts, as they are most often said. */
  private static final List<String> RULES =
      List.of(
          """
          {"id": "1", "revision": 1, "where": "i > 1 and d * 2.5 <= 10 or s = 'a' and n <> 3",
           "sql": "(d + i) / 2.0 - n * 3"}\
          """,
          """
          {"id": "2", "revision": 1, "where": "i >= n and d < 1 and not (s like '%b%')",
           "sql": "case when i is null then 0.0 when n in (1, 2, 3) then d else -d end"}\
          """,
          """
          {"id": "3", "revision": 1, "where": "i between 1 and 10 and s in ('a', 'b')",
           "sql": "coalesce(upper(s), cast(i as varchar)) || 'c'"}\
          """,
          """
          {"id": "4", "revision": 1, "where": "i % 2 = 1", "key": ["s"],
           "window": {"tumble": "1m"}, "having": "count(*) > 0",
           "sql": "sum(i) + avg(d) > 1 or max(d) - min(d) > 0.5"}\
          """,
          "{\"id\": \"5\", \"revision\": 1, \"expr\": \"" + ENCODED + "\"}");

  private WarmUp() {}

  static void run() {
    RuleBinder binder =
        new RuleBinder(SCHEMA, EventTime.PRESENT, RuleTrust.none(), SessionContext.global());
    RowPrograms<EventRow> rows = new RowPrograms<>(RowGroups.COLUMNS);
    rows.move(new EventRow(new Event(1, ROW, 0, 0), 0));
    for (String line : RULES) {
      BoundRule bound = bound(binder, RuleJson.parse(line).rule());
      if (bound.rule().window() == null) {
        new RowPlan(rows, bound.where(), List.of(bound.value())).evaluate(1);
      } else {
        new RowPlan(rows, bound.where(), bound.keys()).evaluate(1);
        fold(bound);
      }
    }
  }

  private static BoundRule bound(RuleBinder binder, Rule rule) {
    return binder.bind(rule, RuleTrust.none().standing(rule));
  }

  private static void fold(BoundRule bound) {
    for (TypedExpr.AggregateCall call : bound.calls()) {
      CallFold fold = new CallFold(call, Limits.DEFAULT);
      List<Object> nulls = Collections.nCopies(call.children().size(), null);
      List<Object> state = fold.merged(fold.added(fold.empty(), nulls), fold.empty());
      fold.result(List.of(state, fold.empty()));
    }
  }
}
