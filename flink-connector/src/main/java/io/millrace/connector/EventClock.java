// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.sql.SqlParser;
import java.util.List;
import java.util.stream.IntStream;

/** The event time of rows: an SQL expression that gives a timestamp, cut to milliseconds. */
final class EventClock implements AutoCloseable {
  private static final long FARTHEST = Long.MAX_VALUE / 8;

  private final RowBatch batch;
  private final int[] columns;
  private final long perMilli;
  private final long millis;
  private final Program program;
  private final RowErrors[] errors = {new RowErrors()};
  private Block times;

  /** Throws the codes of parsing and binding, and TYPE_MISMATCH if it gives no timestamp. */
  EventClock(Schema schema, String sql) {
    batch = new RowBatch(schema.fields().stream().map(Field::type).toList(), Block.CAPACITY);
    TypedExpr typed = Binder.over(schema).bind(SqlParser.over(schema).parse(sql));
    if (!(typed.type().unwrapped() instanceof DataType.Timestamp timestamp)) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot take \"%s\" as event time: it is %s, expected a timestamp"
              .formatted(sql, typed.type()));
    }
    millis = timestamp.unit() == TimeUnit.SECOND ? 1000 : 1;
    columns = inputs(typed).distinct().toArray();
    perMilli =
        switch (timestamp.unit()) {
          case SECOND, MILLISECOND -> 1;
          case MICROSECOND -> 1_000;
          case NANOSECOND -> 1_000_000;
        };
    program = Program.compile(List.of(typed), Block.CAPACITY);
  }

  /** Evaluates up to a block of rows; those without values count as rows of nulls. */
  void evaluate(List<Rows.Row> rows) {
    batch.clear();
    for (Rows.Row row : rows) {
      batch.addRow();
      if (row.values() != null) {
        for (int column : columns) {
          batch.set(column, row.values()[column]);
        }
      }
    }
    times = program.evaluate(batch, errors)[0];
  }

  /** Why row {@code row} of the last block has no event time, or null. */
  String problem(int row) {
    if (errors[0].failed(row)) {
      return "event time: " + errors[0].message(row);
    }
    if (times.isNull(row)) {
      return "event time is NULL";
    }
    long whole = whole(row);
    boolean isFar = whole > FARTHEST / millis || whole < -FARTHEST / millis;
    return isFar ? "event time is out of range" : null;
  }

  long millis(int row) {
    return whole(row) * millis;
  }

  /** In milliseconds, or seconds where the unit is that. */
  private long whole(int row) {
    return Math.floorDiv(((LongBlock) times).values[row], perMilli);
  }

  /** The columns that an expression reads. */
  private static IntStream inputs(TypedExpr expr) {
    return expr instanceof TypedExpr.Input input
        ? IntStream.of(input.index())
        : expr.children().stream().flatMapToInt(EventClock::inputs);
  }

  @Override
  public void close() {
    program.close();
  }
}
