// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.MillraceException;
import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.ArrowBatch;
import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.compile.WindowProgram;
import io.millrace.conformance.Answers;
import io.millrace.conformance.InputTable;
import io.millrace.conformance.InputTables;
import io.millrace.conformance.Mode;
import io.millrace.conformance.Running;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlPrinter;
import io.millrace.wire.ExprCodec;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Answers questions with this library: a row at a time, by the block and fused. */
final class Own {
  private static final String KEY = "g";

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
    Expr expr;
    byte[] encoded;
    String printed;
    try {
      expr = question.parser(table.schema()).parse(question.phrase().sql());
      encoded = codec.encode(expr);
      printed = printed(question, expr, encoded, table.schema());
    } catch (MillraceException refusal) {
      return new OwnAnswer(null, null, null, null, null, null, null, refusal, null);
    } catch (RuntimeException | AssertionError | StackOverflowError defect) {
      return new OwnAnswer(null, null, null, null, null, null, null, null, defect);
    }
    OwnAnswer answer = answer(expr, question.over(), table, chosen);
    return new OwnAnswer(
        expr,
        encoded,
        printed,
        ExprPrinter.schemaName(expr),
        answer.type(),
        answer.metadata(),
        answer.rows(),
        answer.refusal(),
        answer.defect());
  }

  int rows(Question question) throws IOException {
    return tables.get(question.table()).rows();
  }

  /** As text that means the same expression. */
  private String printed(Question question, Expr expr, byte[] encoded, Schema schema) {
    try {
      String printed = SqlPrinter.over(schema).withDialect(question.dialect()).print(expr);
      byte[] again = codec.encode(question.parser(schema).parse(printed));
      if (!Arrays.equals(encoded, again)) {
        throw new AssertionError("printed as what is read otherwise: " + printed);
      }
      return printed;
    } catch (MillraceException refusal) {
      throw new AssertionError("read, but not printed: " + refusal.getMessage(), refusal);
    }
  }

  /** Of the expression of a question over that table, or of a part of it. */
  private static OwnAnswer answer(
      Expr expr, Question.Over over, InputTable table, List<Integer> chosen) {
    DataType type = null;
    Map<String, String> metadata = null;
    try {
      Binder binder = Binder.over(table.schema());
      TypedExpr bound = bound(binder, expr, over);
      type = bound.type();
      metadata = over == Question.Over.ROW ? binder.metadata(expr, bound) : null;
      List<Object> rows =
          switch (over) {
            case ROW -> rows(bound, table);
            case TABLE -> aggregates(bound, table, slots(table, chosen));
            case GROUPS -> aggregates(bound, table, slotsOfGroups(table, chosen));
            case WINDOW -> windowed(bound, table);
          };
      return new OwnAnswer(expr, null, null, null, type, metadata, rows, null, null);
    } catch (MillraceException refusal) {
      return new OwnAnswer(expr, null, null, null, type, metadata, null, refusal, null);
    } catch (RuntimeException | AssertionError | StackOverflowError defect) {
      return new OwnAnswer(expr, null, null, null, type, metadata, null, null, defect);
    }
  }

  /**
   * @param rows those of interest; null for all
   * @param chosen rows that aggregates are over; null for all
   */
  Parts parts(Question question, List<Integer> rows, List<Integer> chosen) throws IOException {
    InputTable table = tables.get(question.table());
    Expr whole;
    try {
      whole = question.parser(table.schema()).parse(question.phrase().sql());
    } catch (MillraceException refused) {
      whole = new Expr.Wildcard(null);
    }
    return new Parts(
        whole,
        question.over(),
        rows,
        part -> {
          boolean ofManyRows =
              Parts.below(part)
                  .anyMatch(
                      each ->
                          each instanceof Expr.AggregateCall || each instanceof Expr.WindowCall);
          return answer(part, ofManyRows ? question.over() : Question.Over.ROW, table, chosen);
        });
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

  private static TypedExpr bound(Binder binder, Expr expr, Question.Over over) {
    return switch (over) {
      case ROW -> binder.bind(expr);
      case TABLE, GROUPS -> binder.bindAggregate(expr);
      case WINDOW -> binder.bindWindow(expr);
    };
  }

  /** 0 for each row that is chosen, -1 for others. */
  private static int[] slots(InputTable table, List<Integer> chosen) {
    return IntStream.range(0, table.rows())
        .map(row -> chosen == null || chosen.contains(row) ? 0 : -1)
        .toArray();
  }

  /** The rank of the group of each row that is chosen, null last; -1 for others. */
  private static int[] slotsOfGroups(InputTable table, List<Integer> chosen) {
    Object[] keys = table.values(table.schema().indexOf(KEY).orElseThrow(), List.of());
    int[] slots = slots(table, chosen);
    List<Object> groups =
        IntStream.range(0, slots.length)
            .filter(row -> slots[row] == 0)
            .mapToObj(row -> keys[row])
            .distinct()
            .sorted(Comparator.nullsLast(Comparator.comparing(String.class::cast)))
            .toList();
    return IntStream.range(0, slots.length)
        .map(row -> slots[row] < 0 ? -1 : groups.indexOf(keys[row]))
        .toArray();
  }

  /**
   * @param slots of each row, from 0 up; -1 for rows that are left out
   */
  private static List<Object> aggregates(TypedExpr bound, InputTable table, int[] slots) {
    Answers answers = new Answers(bound.type());
    RowErrors[] errors = {new RowErrors()};
    int groups = Math.max(1, 1 + Arrays.stream(slots).max().orElse(0));
    try (GroupProgram program =
        GroupProgram.compile(Aggregation.of(List.of(bound)), Block.CAPACITY)) {
      program.resize(groups + 1);
      ArrowBatch batch = table.batch();
      while (batch.next()) {
        int start = batch.start();
        int[] some =
            IntStream.range(start, start + batch.rows())
                .map(row -> slots[row] < 0 ? groups : slots[row])
                .toArray();
        program.update(batch, some, errors[0]);
        for (int row = errors[0].next(0); row >= 0; row = errors[0].next(row + 1)) {
          if (some[row] < groups) {
            // as DataFusion does, it fails as a whole for one row
            return List.of(
                new Answers.Failure(errors[0].cause(row).code(), errors[0].message(row)));
          }
        }
      }
      answers.add(program.results(groups, errors)[0], errors[0], groups);
    }
    return answers.rows();
  }

  private static List<Object> windowed(TypedExpr bound, InputTable table) {
    Answers answers = new Answers(bound.type());
    try (WindowProgram program =
        WindowProgram.compile(Windowing.of(List.of(bound)), Block.CAPACITY)) {
      ArrowBatch batch = table.batch();
      while (batch.next()) {
        program.add(batch);
      }
      program.finish();
      RowErrors[] errors = {new RowErrors()};
      for (int row = 0; row < program.rows(); row += Block.CAPACITY) {
        int count = Math.min(Block.CAPACITY, program.rows() - row);
        answers.add(program.results(row, count, errors)[0], errors[0], count);
      }
    }
    return answers.rows();
  }
}
