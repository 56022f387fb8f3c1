// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.MillraceException;
import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.ArrowBatch;
import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.conformance.Answers;
import io.millrace.conformance.InputTable;
import io.millrace.conformance.InputTables;
import io.millrace.conformance.Mode;
import io.millrace.conformance.Running;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.sql.SqlParser;
import io.millrace.wire.ExprCodec;
import java.io.IOException;
import java.util.List;

/** Answers questions with this library: a row at a time, by the block and fused. */
final class Own {
  private final InputTables tables;
  private final ExprCodec codec = ExprCodec.create();

  Own(InputTables tables) {
    this.tables = tables;
  }

  /**
   * @param chosen rows that an aggregate is over; null for all
   */
  OwnAnswer answer(Question question, List<Integer> chosen) throws IOException {
    InputTable table = tables.get(question.table());
    byte[] encoded = null;
    String name = null;
    DataType type = null;
    try {
      Expr expr = SqlParser.over(table.schema()).parse(question.phrase().sql());
      encoded = codec.encode(expr);
      name = ExprPrinter.schemaName(expr);
      Binder binder = Binder.over(table.schema());
      TypedExpr bound = question.isAggregate() ? binder.bindAggregate(expr) : binder.bind(expr);
      type = bound.type();
      List<Object> rows =
          question.isAggregate() ? aggregate(bound, table, chosen) : rows(bound, table);
      return new OwnAnswer(encoded, name, type, rows, null, null);
    } catch (MillraceException refusal) {
      return new OwnAnswer(encoded, name, type, null, refusal, null);
    } catch (RuntimeException | AssertionError | StackOverflowError defect) {
      return new OwnAnswer(encoded, name, type, null, null, defect);
    }
  }

  private static List<Object> rows(TypedExpr bound, InputTable table) {
    Running running = new Running(List.of(bound), table);
    Answers blocks = running.in(Mode.BLOCK).get(0);
    for (Mode other : List.of(Mode.ROW, Mode.FUSED)) {
      String difference = blocks.difference(running.in(other).get(0));
      if (difference != null) {
        throw new AssertionError("modes BLOCK and " + other + " differ, " + difference);
      }
    }
    return blocks.rows();
  }

  private static List<Object> aggregate(TypedExpr bound, InputTable table, List<Integer> chosen) {
    Answers answers = new Answers(bound.type());
    RowErrors[] errors = {new RowErrors()};
    try (GroupProgram program =
        GroupProgram.compile(Aggregation.of(List.of(bound)), Block.CAPACITY)) {
      program.resize(2);
      ArrowBatch batch = table.batch();
      while (batch.next()) {
        int[] slots = new int[batch.rows()];
        for (int i = 0; i < slots.length; i++) {
          slots[i] = chosen == null || chosen.contains(batch.start() + i) ? 0 : 1;
        }
        program.update(batch, slots, errors[0]);
        for (int row = errors[0].next(0); row >= 0; row = errors[0].next(row + 1)) {
          if (slots[row] == 0) {
            // as DataFusion does, it fails as a whole for one row
            return List.of(
                new Answers.Failure(errors[0].cause(row).code(), errors[0].message(row)));
          }
        }
      }
      answers.add(program.results(1, errors)[0], errors[0], 1);
    }
    return answers.rows();
  }
}
