// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Programs answer what the plain interpreter answers, row by row, errors included. */
class ProgramAgainstInterpreterTest {
  private static final int EXPRESSIONS = 1500;

  @Test
  void aBlockAtATime() {
    compare(Block.CAPACITY, new int[] {0, 1, 63, 64, 200, 1024}, Tier.BLOCKS, System.nanoTime());
  }

  @Test
  void fused() {
    int fused = compare(Block.CAPACITY, new int[] {0, 1, 64, 200}, Tier.FUSED, System.nanoTime());
    assertThat(fused).isGreaterThan(EXPRESSIONS / 10);
  }

  @Test
  void aRowAtATime() {
    compare(1, new int[] {0, 1, 1, 1, 1, 1}, Tier.BLOCKS, System.nanoTime());
  }

  /** The number of programs that ran in the tier. */
  private static int compare(int capacity, int[] sizes, Tier tier, long seed) {
    Random random = new Random(seed);
    int inTier = 0;
    Scratch scratch = new Scratch(capacity);
    RowBatch batch = new RowBatch(RandomExprs.COLUMNS, capacity);
    for (int i = 0; i < EXPRESSIONS; i++) {
      RandomExprs exprs = new RandomExprs(random);
      List<TypedExpr> outputs = new ArrayList<>();
      for (int k = random.nextInt(3); k >= 0; k--) {
        DataType type = RandomExprs.COLUMNS.get(random.nextInt(RandomExprs.COLUMNS.size()));
        outputs.add(exprs.expr(type, random.nextInt(6)));
      }
      Program program = Program.compile(outputs, scratch);
      if (tier == Tier.FUSED) {
        program.fuse();
      }
      inTier += program.tier() == tier ? 1 : 0;
      for (int size : sizes) {
        double nulls = random.nextInt(3) * 0.2;
        List<Object[]> rows = new ArrayList<>();
        batch.clear();
        while (batch.rows() < size) {
          Object[] row = exprs.row(nulls);
          rows.add(row);
          batch.addRow();
          for (int column = 0; column < row.length; column++) {
            batch.set(column, row[column]);
          }
        }
        check(program, outputs, batch, rows, seed);
      }
    }
    return inTier;
  }

  private static void check(
      Program program, List<TypedExpr> outputs, RowBatch batch, List<Object[]> rows, long seed) {
    RowErrors[] errors = new RowErrors[outputs.size()];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = new RowErrors();
    }
    Block[] results = program.evaluate(batch, errors);
    for (int i = 0; i < results.length; i++) {
      TypedExpr output = outputs.get(i);
      for (int row = 0; row < rows.size(); row++) {
        Object found =
            errors[i].failed(row)
                ? "! " + errors[i].message(row)
                : Cells.get(results[i], row, output.type());
        Object expected = plain(output, rows.get(row));
        if (!Objects.equals(found, expected)) {
          assertThat(found)
              .as(
                  "seed %d, row %d of %d: %s over %s",
                  seed, row, rows.size(), output, java.util.Arrays.asList(rows.get(row)))
              .isEqualTo(expected);
        }
      }
    }
  }

  private static Object plain(TypedExpr output, Object[] row) {
    try {
      return PlainInterpreter.evaluate(output, row);
    } catch (EvaluationError e) {
      return "! " + e.getMessage();
    }
  }
}
