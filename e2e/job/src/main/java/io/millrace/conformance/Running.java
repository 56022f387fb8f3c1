// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.bind.TypedExpr;
import io.millrace.column.ArrowBatch;
import io.millrace.column.Block;
import io.millrace.column.CellSink;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowErrors;
import io.millrace.column.RowReader;
import io.millrace.column.RowSink;
import io.millrace.column.RowSource;
import io.millrace.column.RowValue;
import io.millrace.compile.Program;
import io.millrace.compile.Unfused;
import io.millrace.record.RowProgram;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/** Expressions over a table, in one {@link Mode} or another. */
@Internal
public final class Running {
  private final List<TypedExpr> exprs;
  private final InputTable table;

  public Running(List<TypedExpr> exprs, InputTable table) {
    this.exprs = exprs;
    this.table = table;
  }

  /** The answers of each expression. */
  public List<Answers> in(Mode mode) {
    return switch (mode) {
      case ROW -> rows(RowProgram.compile(exprs, new Rows(table)));
      case BLOCK -> blocks(program());
      case FUSED -> {
        Program program = program();
        program.fuse();
        yield blocks(program);
      }
    };
  }

  /** Why nothing of it is fused, or empty. */
  Optional<Unfused> unfused() {
    return program().fuse();
  }

  /** Whether it is too deep to be run otherwise than in blocks. */
  boolean inBlocksOnly() {
    return RowProgram.compile(exprs, new Rows(table)).inBlocks();
  }

  private Program program() {
    return Program.compile(exprs, Block.CAPACITY);
  }

  private List<Answers> blocks(Program program) {
    List<Answers> answers = answers();
    RowErrors[] errors =
        Stream.generate(RowErrors::new).limit(answers.size()).toArray(RowErrors[]::new);
    ArrowBatch batch = table.batch();
    while (batch.next()) {
      Block[] blocks = program.evaluate(batch, errors);
      for (int i = 0; i < blocks.length; i++) {
        answers.get(i).add(blocks[i], errors[i], batch.rows());
      }
    }
    return answers;
  }

  private List<Answers> rows(RowProgram<Integer> program) {
    List<Answers> answers = answers();
    for (int row = 0; row < table.rows(); row++) {
      List<RowValue> results = program.move(row).results();
      for (int i = 0; i < answers.size(); i++) {
        try {
          answers.get(i).add(results.get(i));
        } catch (EvaluationError e) {
          answers.get(i).fail(e);
        }
      }
    }
    return answers;
  }

  private List<Answers> answers() {
    return exprs.stream().map(expr -> new Answers(expr.type())).toList();
  }

  /** Rows of a table by number. */
  private record Rows(InputTable table) implements RowSource<Integer> {
    @Override
    public RowReader<Integer> reader(int[] columns, RowSink to) {
      return row -> {
        for (int column : columns) {
          to.cell(column).set(table.values(column, List.of())[row]);
        }
      };
    }

    @Override
    public RowReader<Integer> memberReader(int column, List<Integer> path, CellSink to) {
      return row -> to.set(table.values(column, path)[row]);
    }
  }
}
