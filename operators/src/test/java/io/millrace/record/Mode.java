// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.column.RowValue;
import io.millrace.compile.Graph;
import io.millrace.compile.Program;
import io.millrace.compile.Scratch;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ways in which expressions are run. Answers are a list of values for each expression. */
enum Mode {
  BLOCKS {
    @Override
    List<List<Object>> answers(List<TypedExpr> exprs, Rows rows) {
      return blocks(exprs, rows, Program.compile(exprs, rows.plain));
    }
  },
  FUSED {
    @Override
    List<List<Object>> answers(List<TypedExpr> exprs, Rows rows) {
      Program program = Program.compile(exprs, rows.fused);
      return program.fuse().isPresent() ? null : blocks(exprs, rows, program);
    }
  },
  ROWS {
    @Override
    List<List<Object>> answers(List<TypedExpr> exprs, Rows rows) {
      return rows(
          exprs, rows, RowProgram.compile(exprs, new ObjectRows(), RowProgram.Classes.SHARED));
    }
  },
  ROWS_WITH_OWN_CLASSES {
    @Override
    List<List<Object>> answers(List<TypedExpr> exprs, Rows rows) {
      return rows(exprs, rows, RowProgram.compile(exprs, new ObjectRows(), RowProgram.Classes.OWN));
    }
  },
  /** Beside programs of their parts and of themselves, some of which are gone again. */
  ROWS_IN_COMMON {
    @Override
    List<List<Object>> answers(List<TypedExpr> exprs, Rows rows) {
      RowPrograms<Object[]> programs = new RowPrograms<>(new ObjectRows());
      List<RowProgram<Object[]>> parts = new ArrayList<>();
      List<TypedExpr> open = new ArrayList<>(exprs);
      for (int i = 0; i < open.size() && i < MOST_PARTS; i++) {
        parts.add(programs.compile(List.of(open.get(i))));
        open.addAll(open.get(i).children());
      }
      RowProgram<Object[]> whole = programs.compile(exprs);
      List<RowProgram<Object[]>> kept = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        if (i % 3 == 0) {
          parts.get(i).close();
        } else {
          kept.add(parts.get(i));
        }
      }
      List<List<Object>> answers = Mode.answers(exprs.size());
      for (int row = 0; row < rows.all.size(); row++) {
        programs.move(rows.all.get(row));
        for (int i = row % 2; i < kept.size(); i += 2) {
          RowValue part = kept.get(i).results().get(0);
          value(part::compute);
        }
        for (int i = 0; i < exprs.size(); i++) {
          RowValue result = whole.results().get(i);
          DataType type = exprs.get(i).type();
          answers.get(i).add(value(() -> Cells.get(result, type)));
        }
      }
      kept.forEach(RowProgram::close);
      whole.close();
      if (programs.common().size() != 0) {
        throw new AssertionError(programs.common().size() + " are left");
      }
      return answers;
    }
  },
  BLOCKS_OF_ONE_ROW {
    @Override
    List<List<Object>> answers(List<TypedExpr> exprs, Rows rows) {
      Graph graph = new Graph(Graph.Inputs.SOUND);
      exprs.forEach(graph::add);
      List<TypedExpr.Input> inputs =
          IntStream.range(0, graph.size())
              .mapToObj(id -> graph.node(id).expr())
              .filter(TypedExpr.Input.class::isInstance)
              .map(TypedExpr.Input.class::cast)
              .toList();
      return rows(exprs, rows, new DeepProgram<>(exprs, inputs, new ObjectRows()));
    }
  };

  private static final int MOST_PARTS = 40;

  /** A row without an answer. */
  record Failure(String message) {}

  /** Some rows, and where programs over them compute. */
  static final class Rows {
    private final List<DataType> types;
    private final int capacity;
    private final Scratch plain;
    private final Scratch fused;
    List<Object[]> all = List.of();

    Rows(List<DataType> types, int capacity) {
      this.types = types;
      this.capacity = capacity;
      plain = new Scratch(capacity);
      fused = new Scratch(capacity);
    }

    /** Other rows of the same columns. */
    Rows with(List<Object[]> others) {
      Rows rows = new Rows(types, capacity);
      rows.all = others;
      return rows;
    }

    private RowBatch batch() {
      RowBatch batch = new RowBatch(types, capacity);
      for (Object[] row : all) {
        batch.addRow();
        for (int column = 0; column < row.length; column++) {
          batch.set(column, row[column]);
        }
      }
      return batch;
    }
  }

  /** Null where the mode does not apply. */
  abstract List<List<Object>> answers(List<TypedExpr> exprs, Rows rows);

  private static List<List<Object>> blocks(List<TypedExpr> exprs, Rows rows, Program program) {
    RowErrors[] errors =
        Stream.generate(RowErrors::new).limit(exprs.size()).toArray(RowErrors[]::new);
    Block[] blocks = program.evaluate(rows.batch(), errors);
    List<List<Object>> answers = new ArrayList<>();
    for (int i = 0; i < blocks.length; i++) {
      List<Object> values = new ArrayList<>();
      for (int row = 0; row < rows.all.size(); row++) {
        values.add(
            errors[i].failed(row)
                ? new Failure(errors[i].message(row))
                : Cells.get(blocks[i], row, exprs.get(i).type()));
      }
      answers.add(values);
    }
    return answers;
  }

  private static List<List<Object>> rows(
      List<TypedExpr> exprs, Rows rows, RowProgram<Object[]> program) {
    List<List<Object>> answers = answers(exprs.size());
    for (Object[] row : rows.all) {
      List<RowValue> results = program.move(row).results();
      for (int i = 0; i < answers.size(); i++) {
        int output = i;
        DataType type = exprs.get(i).type();
        answers.get(i).add(value(() -> Cells.get(results.get(output), type)));
      }
    }
    return answers;
  }

  private static List<List<Object>> answers(int exprs) {
    return Stream.<List<Object>>generate(ArrayList::new).limit(exprs).toList();
  }

  private static Object value(Supplier<Object> value) {
    try {
      return value.get();
    } catch (EvaluationError e) {
      return new Failure(e.getMessage());
    }
  }
}
