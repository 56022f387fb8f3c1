// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.types.AccumulatorState;
import java.util.ArrayList;
import java.util.List;

/** Aggregate calls, one for each way in which states are kept. */
final class Accumulators {
  static final List<String> CALLS =
      List.of(
          "count(a)",
          "sum(a)",
          "avg(b)",
          "sum(DISTINCT a)",
          "count(DISTINCT s)",
          "min(s)",
          "max(b)",
          "var(b)",
          "corr(b, a)",
          "median(b)",
          "median(cast(a as decimal(10, 2)))",
          "avg(cast(a as decimal(10, 2)))",
          "sum(arrow_cast(a, 'Decimal256(50, 2)'))",
          "sum(arrow_cast('1 day', 'Interval(MonthDayNano)'))",
          "approx_distinct(a)",
          "approx_percentile_cont(b, 0.5)",
          "percentile_cont(b, 0.5)",
          "array_agg(s)",
          "array_agg(s ORDER BY a DESC, b)",
          "array_agg(DISTINCT make_array(a))",
          "string_agg(s, ',')",
          "nth_value(a, 2 ORDER BY s)",
          "first_value(a ORDER BY s, b)",
          "bit_xor(a)",
          "bool_and(a > 1)");

  private static final Schema SCHEMA = Seeds.SCHEMA;
  private static final List<GroupProgram> PROGRAMS = new ArrayList<>();
  private static final List<List<List<Object>>> EMPTY = new ArrayList<>();

  static {
    for (String call : CALLS) {
      GroupProgram program =
          GroupProgram.compile(
              Aggregation.of(
                  List.of(Binder.over(SCHEMA).bindAggregate(SqlParser.over(SCHEMA).parse(call)))),
              4);
      program.resize(1);
      PROGRAMS.add(program);
      EMPTY.add(program.state(0));
    }
  }

  private Accumulators() {}

  /** Of a few rows. */
  static AccumulatorState state(int call) {
    GroupProgram program = PROGRAMS.get(call);
    program.load(0, EMPTY.get(call));
    program.update(rows(), 0, new RowErrors());
    return new AccumulatorState(program.state(0));
  }

  private static RowBatch rows() {
    RowBatch rows = new RowBatch(SCHEMA.fields().stream().map(Field::type).toList(), 4);
    for (long i = 0; i < 3; i++) {
      rows.addRow();
      rows.set(0, i);
      rows.set(1, i / 2.0);
      rows.set(2, "v" + i);
    }
    return rows;
  }

  /** Loads, merges, adds to and answers from a state, unless it is refused. */
  static void use(int number, AccumulatorState state) {
    int call = number % CALLS.size();
    GroupProgram program = PROGRAMS.get(call);
    try {
      program.load(0, state.calls());
      program.merge(0, state.calls());
      program.update(rows(), 0, new RowErrors());
      program.results(1, new RowErrors[] {new RowErrors()});
      program.state(0);
    } catch (EvaluationError refused) {
      // The one way to say no.
    } finally {
      program.load(0, EMPTY.get(call));
    }
  }
}
