// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Programs that differ in constants only share their code, and only that. */
class ProgramShapeTest {
  private static final Schema SCHEMA = SqlSchema.parse("a BIGINT, s VARCHAR");
  private static final List<DataType> TYPES =
      SCHEMA.fields().stream().map(field -> field.type()).toList();

  private final Scratch scratch = new Scratch(Block.CAPACITY);

  @Test
  void constantsStayTheProgramsOwn() {
    List<String> shapes =
        List.of(
            "a + %d",
            "a %% %d",
            "a in (%d, 5, 6)",
            "s like '%%%d%%'",
            "case when a > %d then a else 1 end",
            "s = '%d'",
            "substr(s, %d)",
            "a > %d and s <> '12'");
    List<List<Program>> programs =
        shapes.stream()
            .map(shape -> IntStream.range(1, 9).mapToObj(i -> program(shape, i)).toList())
            .toList();

    for (int k = 0; k < shapes.size(); k++) {
      for (int i = 1; i < 9; i++) {
        Program alone = Program.compile(List.of(bound(shapes.get(k), i)), Block.CAPACITY);
        assertThat(answers(programs.get(k).get(i - 1), shapes.get(k)))
            .as(shapes.get(k).formatted(i))
            .isEqualTo(answers(alone, shapes.get(k)));
      }
    }
    assertThat(scratch.codes().hits()).isGreaterThanOrEqualTo(7L * 8 - scratch.codes().shapes());
  }

  @Test
  void aShapeIsCompiledOnce() {
    for (int i = 10; i < 1010; i++) {
      program("a * 3 > %d or s is null", i);
    }

    assertThat(scratch.codes()).isEqualTo(new CodeCache.Counts(1, 999, 1));
  }

  @Test
  void aNullIsOfAnotherShape() {
    program("a + %d", 1);
    Program.compile(List.of(bound("a + cast(null as bigint)", 0)), scratch);

    assertThat(scratch.codes().shapes()).isEqualTo(2);
  }

  private Program program(String shape, int constant) {
    return Program.compile(List.of(bound(shape, constant)), scratch);
  }

  private static TypedExpr bound(String shape, int constant) {
    return Binder.over(SCHEMA).bind(SqlParser.over(SCHEMA).parse(shape.formatted(constant)));
  }

  private static List<Object> answers(Program program, String shape) {
    RowBatch batch = new RowBatch(TYPES, Block.CAPACITY);
    for (int i = 0; i < 100; i++) {
      batch.addRow();
      if (i % 7 != 0) {
        batch.set(0, (long) i % 13);
      }
      if (i % 5 != 0) {
        batch.set(1, Integer.toString(i % 17));
      }
    }
    Block[] out = program.evaluate(batch, new RowErrors[] {new RowErrors()});
    DataType type = bound(shape, 1).type();
    List<Object> answers = new ArrayList<>();
    for (int i = 0; i < batch.rows(); i++) {
      answers.add(Cells.get(out[0], i, type));
    }
    return answers;
  }
}
