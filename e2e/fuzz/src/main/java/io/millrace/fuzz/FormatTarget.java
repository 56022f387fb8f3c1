// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.sql.SqlParser;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * A format of dates and times and, behind a zero, a text: rows have a value or an error, and what
 * was printed by the format alone says so each time.
 */
@Internal
public final class FormatTarget {
  private static final Schema SCHEMA =
      Schema.of(
          Field.of("format", DataType.UTF8),
          Field.of("text", DataType.UTF8),
          Field.of("moment", DataType.timestamp(TimeUnit.NANOSECOND)));
  private static final List<TypedExpr> BOUND =
      Stream.of(
              "to_char(moment, format)",
              "to_char(arrow_cast(moment, 'Date32'), format)",
              "to_timestamp(text, format)",
              "to_date(text, format)",
              "to_timestamp(to_char(moment, format), format)")
          .map(sql -> Binder.over(SCHEMA).bind(SqlParser.over(SCHEMA).parse(sql)))
          .toList();
  private static final Program PROGRAM = Program.compile(BOUND, 4);
  private static final long[] MOMENTS = {0, -1, 1_700_000_000_123_456_789L, Long.MIN_VALUE};

  private FormatTarget() {}

  /** Loads what the first inputs would have to wait for. */
  public static void fuzzerInitialize() throws Exception {
    Seeds.warm(Target.FORMAT);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    TwoTexts texts = TwoTexts.of(input);
    RowBatch batch = new RowBatch(SCHEMA.fields().stream().map(Field::type).toList(), 4);
    for (long moment : MOMENTS) {
      batch.addRow();
      batch.set(0, texts.first());
      batch.set(1, texts.second());
      batch.set(2, moment);
    }
    String[] values = new String[1];
    Allocation.check(input.length, 32 << 20, 1 << 13, () -> values[0] = values(batch));
    String again = values(batch);
    if (!again.equals(values[0])) {
      throw new AssertionError("once " + values[0] + ", then " + again);
    }
  }

  /** Values, or the messages of errors. */
  private static String values(RowBatch batch) {
    RowErrors[] errors =
        Stream.generate(RowErrors::new).limit(BOUND.size()).toArray(RowErrors[]::new);
    StringBuilder values = new StringBuilder();
    Block[] blocks = PROGRAM.evaluate(batch, errors);
    for (int i = 0; i < blocks.length; i++) {
      for (int row = 0; row < batch.rows(); row++) {
        values
            .append(
                errors[i].failed(row)
                    ? errors[i].message(row)
                    : Cells.get(blocks[i], row, BOUND.get(i).type()))
            .append('\n');
      }
    }
    return values.toString();
  }
}
