// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.compile.RandomExprs;
import io.millrace.compile.Scratch;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A program that runs row by row answers what one over blocks answers, errors included. */
class RowAgainstBlockTest {
  private static final int ROWS = 24;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Scratch scratch = new Scratch(ROWS);
  private int failed;

  @Test
  void expressionsOfEveryKindOfKernel() {
    RowBatch batch = new RowBatch(RandomExprs.COLUMNS, ROWS);
    for (int i = 0; i < 12_000; i++) {
      RandomExprs exprs = new RandomExprs(random);
      List<TypedExpr> outputs = new ArrayList<>();
      for (int k = random.nextInt(3); k >= 0; k--) {
        DataType type = RandomExprs.COLUMNS.get(random.nextInt(RandomExprs.COLUMNS.size()));
        outputs.add(exprs.expr(type, random.nextInt(6)));
      }
      double nulls = random.nextInt(3) * 0.2;
      List<Object[]> rows = new ArrayList<>();
      while (rows.size() < ROWS) {
        rows.add(exprs.row(nulls));
      }
      compare(outputs, rows, batch);
    }
    assertThat(failed).isPositive();
  }

  @Test
  void expressionsOfAllFunctionsAndTypes() {
    List<DataType> columns = RandomBindings.SCHEMA.fields().stream().map(Field::type).toList();
    RowBatch batch = new RowBatch(columns, ROWS);
    for (int i = 0; i < 200; i++) {
      RandomBindings bindings = new RandomBindings(random);
      List<Object[]> rows = new ArrayList<>();
      while (rows.size() < ROWS) {
        rows.add(bindings.row());
      }
      for (int k = 0; k < 60; k++) {
        TypedExpr expr = bindings.next();
        try {
          compare(List.of(expr), rows, batch);
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + seed + ": " + expr, e);
        }
      }
    }
    assertThat(failed).isPositive();
  }

  private void compare(List<TypedExpr> outputs, List<Object[]> rows, RowBatch batch) {
    batch.clear();
    for (Object[] row : rows) {
      batch.addRow();
      for (int column = 0; column < row.length; column++) {
        batch.set(column, row[column]);
      }
    }
    RowErrors[] errors = new RowErrors[outputs.size()];
    Arrays.setAll(errors, i -> new RowErrors());
    Block[] blocks = Program.compile(outputs, scratch).evaluate(batch, errors);
    RowProgram<Object[]> program = RowProgram.compile(outputs, new ObjectRows(), classes());
    for (int i = 0; i < rows.size(); i++) {
      program.move(rows.get(i));
      for (int output = 0; output < blocks.length; output++) {
        DataType type = outputs.get(output).type();
        Object expected =
            errors[output].failed(i)
                ? "! " + errors[output].message(i)
                : Cells.get(blocks[output], i, type);
        Object found = value(program, output, type);
        if (!Objects.equals(found, expected)) {
          assertThat(found)
              .as("seed %d: %s over %s", seed, outputs.get(output), Arrays.asList(rows.get(i)))
              .isEqualTo(expected);
        }
        failed += errors[output].failed(i) ? 1 : 0;
      }
    }
  }

  /** Those of their own now and then, as they take time to define. */
  private RowProgram.Classes classes() {
    return random.nextInt(10) == 0 ? RowProgram.Classes.OWN : RowProgram.Classes.SHARED;
  }

  private static Object value(RowProgram<Object[]> program, int output, DataType type) {
    try {
      return Cells.get(program.value(output), 0, type);
    } catch (EvaluationError e) {
      return "! " + e.getMessage();
    }
  }
}
