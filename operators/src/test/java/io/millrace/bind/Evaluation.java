// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import java.util.List;

/** One expression over one row. */
final class Evaluation {
  private Evaluation() {}

  /** The value in the form of a literal, or the message of the error. */
  static Object of(Expr expr, Schema schema, Object... row) {
    Block[] columns = new Block[row.length];
    for (int i = 0; i < row.length; i++) {
      columns[i] = Block.of(Lane.of(schema.fields().get(i).type()), 1);
      Cells.set(columns[i], 0, schema.fields().get(i).type(), row[i]);
    }
    TypedExpr typed = Binder.over(schema).bind(expr);
    RowErrors[] errors = {new RowErrors()};
    try (Program program = Program.compile(List.of(typed), 1)) {
      Block result = program.evaluate(new OneRow(columns), errors)[0];
      return errors[0].failed(0) ? errors[0].message(0) : Cells.get(result, 0, typed.type());
    }
  }

  private record OneRow(Block[] columns) implements Batch {
    @Override
    public int rows() {
      return 1;
    }

    @Override
    public Block column(int index) {
      return columns[index];
    }
  }
}
