// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.latency;

import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.compile.Scratch;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.wire.ExprCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Our engine in a task that waits for expressions: the one place of this suite that calls it. */
final class Engine {
  static final String NAME = "millrace";

  private final ExprCodec codec = ExprCodec.create();
  private final Binder binder;
  private final Scratch scratch = new Scratch(1);
  private final RowBatch batch;
  private final RowErrors[] errors = {new RowErrors()};

  /**
   * @param rows of which the first is looked at
   */
  Engine(Rows rows) {
    Schema schema = Rows.schema();
    binder = Binder.over(schema);
    List<DataType> types = new ArrayList<>();
    for (Field field : schema.fields()) {
      types.add(field.type());
    }
    batch = new RowBatch(types, 1);
    batch.addRow();
    batch.setLong(0, rows.a().values()[0]);
    if (!Column.isNull(rows.b().valid(), 0)) {
      batch.setLong(1, rows.b().values()[0]);
    }
    batch.setDouble(2, rows.x().values()[0]);
    if (!Column.isNull(rows.y().valid(), 0)) {
      batch.setDouble(3, rows.y().values()[0]);
    }
    if (!Column.isNull(rows.s().valid(), 0)) {
      byte[] text = ((String) rows.s().get(0)).getBytes(StandardCharsets.UTF_8);
      batch.setBytes(4, text, 0, text.length);
    }
    batch.setLong(5, rows.ts().values()[0]);
    batch.setWide(6, rows.d().high()[0], rows.d().low()[0]);
  }

  /** Decodes, binds, compiles and evaluates; null for an SQL null. */
  Object value(byte[] expression) {
    TypedExpr bound = binder.bind(codec.decode(expression));
    try (Program program = Program.compile(List.of(bound), scratch)) {
      Block block = program.evaluate(batch, errors)[0];
      return Cells.get(block, 0, bound.type());
    }
  }
}
