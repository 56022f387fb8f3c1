// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.millrace.expr.Expr;
import io.millrace.memory.ArrowMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What must hold of any answers, whatever they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetamorphicTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
  private static final long MEMORY = 256L << 20;
  private static final int PREDICATES = 3_000;
  private static final int EXPRESSIONS = 3_000;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private BufferAllocator allocator;
  private InputTables tables;
  private Generator generator;

  @BeforeAll
  void open() throws IOException {
    allocator = ArrowMemory.newAllocator("metamorphic", MEMORY);
    tables = new InputTables(Inputs.below(ROOT), allocator);
    Grammar grammar = Grammar.read(Evaluated::orNoFunction);
    generator = new Generator(grammar, Inputs.sorts(tables, grammar), seed);
  }

  @AfterAll
  void close() throws IOException {
    tables.close();
    allocator.close();
  }

  @Test
  void aPredicateItsNegationAndItsNullnessPartitionTheRows() throws IOException {
    int rows = 0;
    for (int i = 0; i < PREDICATES; i++) {
      Question question = generator.question(i, "bool");
      String sql = question.phrase().sql();
      InputTable table = tables.get(question.table());
      List<TypedExpr> three = new ArrayList<>();
      for (String each : List.of("(%s)", "not (%s)", "(%s) is null")) {
        TypedExpr bound = bound(question, each.formatted(sql), table);
        if (bound == null) {
          break;
        }
        three.add(bound);
      }
      if (three.size() == 3) {
        rows += partitioned(three, table, "seed " + seed + " " + question);
      }
    }
    assertThat(rows).isGreaterThan(20 * PREDICATES);
  }

  /** The number of rows that have an answer, of all three. */
  private static int partitioned(List<TypedExpr> three, InputTable table, String question) {
    int answered = 0;
    for (Mode mode : Mode.values()) {
      List<Answers> answers = new Running(three, table).in(mode);
      answered = 0;
      for (int row = 0; row < table.rows(); row++) {
        int at = row;
        List<Object> cells = answers.stream().map(each -> each.rows().get(at)).toList();
        String asked = "%s, row %d, %s".formatted(question, row, mode);
        if (cells.get(0) instanceof Answers.Failure) {
          assertThat(cells.get(1)).as(asked).isInstanceOf(Answers.Failure.class);
          // What can never be null is not evaluated to say so, in DataFusion either.
          assertThat(cells.get(2))
              .as(asked)
              .matches(each -> each instanceof Answers.Failure || Boolean.FALSE.equals(each));
        } else {
          answered++;
          assertThat(cells)
              .as(asked)
              .noneMatch(each -> each instanceof Answers.Failure)
              .filteredOn(Boolean.TRUE::equals)
              .hasSize(1);
        }
      }
    }
    return answered;
  }

  @Test
  void aRowIsTheSameByItselfInABlockFusedAndInAWindowOfItsOwn() throws IOException {
    int compared = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      Question question = generator.question(i);
      InputTable table = tables.get(question.table());
      TypedExpr bound =
          question.isOfManyRows() ? null : bound(question, question.phrase().sql(), table);
      if (bound != null) {
        Running running = new Running(List.of(bound), table);
        List<Object> blocks = running.in(Mode.BLOCK).get(0).rows();
        String asked = "seed " + seed + " " + question;
        assertThat(running.in(Mode.ROW).get(0).rows()).as(asked).isEqualTo(blocks);
        assertThat(running.in(Mode.FUSED).get(0).rows()).as(asked).isEqualTo(blocks);
        for (String aggregate : List.of("first_value", "last_value")) {
          assertThat(windows(aggregate, question, table)).as(asked).isEqualTo(blocks);
        }
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(EXPRESSIONS / 2);
  }

  /** An aggregate over windows of one row. */
  private static List<Object> windows(String aggregate, Question question, InputTable table) {
    Expr arg = question.parser(table.schema()).parse(question.phrase().sql());
    TypedExpr bound =
        Binder.over(table.schema())
            .bindAggregate(
                new Expr.AggregateCall(
                    aggregate, List.of(arg), false, null, List.of(), null, null));
    List<Object> rows = new ArrayList<>();
    RowErrors[] errors = {new RowErrors()};
    try (GroupProgram program =
        GroupProgram.compile(Aggregation.of(List.of(bound)), Block.CAPACITY)) {
      program.resize(table.rows());
      RowErrors failed = new RowErrors();
      ArrowBatch batch = table.batch();
      batch.next();
      program.update(batch, IntStream.range(0, batch.rows()).toArray(), failed);
      Answers answers = new Answers(bound.type());
      answers.add(program.results(batch.rows(), errors)[0], errors[0], batch.rows());
      for (int row = 0; row < batch.rows(); row++) {
        rows.add(
            failed.failed(row)
                ? new Answers.Failure(failed.cause(row).code(), failed.message(row))
                : answers.rows().get(row));
      }
    }
    return rows;
  }

  /** Null if the text is refused. */
  private static TypedExpr bound(Question question, String sql, InputTable table) {
    try {
      return Binder.over(table.schema()).bind(question.parser(table.schema()).parse(sql));
    } catch (MillraceException refused) {
      return null;
    }
  }
}
