// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.sql.SqlParser;
import java.util.List;

/** The event time of rows: an SQL expression that gives a timestamp, cut to milliseconds. */
final class EventClock implements AutoCloseable {
  private final Schema schema;
  private final long perMilli;
  private final long millis;
  private final Program program;
  private final RowErrors[] errors = {new RowErrors()};
  private Block times;

  /** Throws the codes of parsing and binding, and TYPE_MISMATCH if it gives no timestamp. */
  EventClock(Schema schema, String sql) {
    this.schema = schema;
    TypedExpr typed = Binder.over(schema).bind(SqlParser.over(schema).parse(sql));
    if (!(Cells.unwrapped(typed.type()) instanceof DataType.Timestamp timestamp)) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot take \"%s\" as event time: it is %s, expected a timestamp"
              .formatted(sql, typed.type()));
    }
    millis = timestamp.unit() == TimeUnit.SECOND ? 1000 : 1;
    perMilli =
        switch (timestamp.unit()) {
          case SECOND, MILLISECOND -> 1;
          case MICROSECOND -> 1_000;
          case NANOSECOND -> 1_000_000;
        };
    program = Program.compile(List.of(typed), Block.CAPACITY);
  }

  /** Evaluates the rows; those without values are passed over. */
  void evaluate(List<Rows.Row> rows) {
    times = program.evaluate(new RowBatch(schema, rows), errors)[0];
  }

  /** Why row {@code row} of the last block has no event time, or null. */
  String problem(int row) {
    if (errors[0].failed(row)) {
      return "event time: " + errors[0].message(row);
    }
    return times.isNull(row) ? "event time is NULL" : null;
  }

  long millis(int row) {
    return Math.floorDiv(((LongBlock) times).values[row], perMilli) * millis;
  }

  @Override
  public void close() {
    program.close();
  }

  /** Rows by column, each column made when it is first asked for. */
  private static final class RowBatch implements Batch {
    private final Schema schema;
    private final List<Rows.Row> rows;
    private final Block[] columns;

    RowBatch(Schema schema, List<Rows.Row> rows) {
      this.schema = schema;
      this.rows = rows;
      this.columns = new Block[schema.fields().size()];
    }

    @Override
    public int rows() {
      return rows.size();
    }

    @Override
    public Block column(int index) {
      if (columns[index] == null) {
        columns[index] = fill(index, schema.fields().get(index).type());
      }
      return columns[index];
    }

    private Block fill(int index, DataType type) {
      Block block = Block.of(Lane.of(type), Block.CAPACITY);
      if (block instanceof BytesBlock bytes) {
        bytes.reset();
      }
      for (int row = 0; row < rows.size(); row++) {
        Object[] values = rows.get(row).values();
        Cells.set(block, row, type, values == null ? null : values[index]);
      }
      return block;
    }
  }
}
