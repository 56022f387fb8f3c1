// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.bind.Aggregation;
import io.millrace.bind.Windowing;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.compile.Program;
import io.millrace.compile.WindowProgram;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;

/** Runs a query over its source and counts what has no answer. */
final class Evaluation {
  private final Query query;
  private final Sheet sheet;
  private final long limit;
  private long rows;
  private long failed;
  private boolean cut;
  private String firstFailure;

  /**
   * @param limit the most rows that go to the sheet
   */
  Evaluation(Query query, Sheet sheet, long limit) {
    this.query = query;
    this.sheet = sheet;
    this.limit = limit;
  }

  /** Whether there are more rows than the limit. */
  boolean isCut() {
    return cut;
  }

  /** Rows without an answer; those of aggregates count nowhere else. */
  long failed() {
    return failed;
  }

  /** Null if there is none. */
  String firstFailure() {
    return firstFailure;
  }

  void run(Source source) throws IOException {
    Blocks.Unread unread =
        query.kind() == Query.Kind.ROW ? Blocks.Unread.SHOWN : Blocks.Unread.DROPPED;
    try (Blocks blocks = new Blocks(source, unread)) {
      switch (query.kind()) {
        case ROW -> rows(blocks);
        case AGGREGATE -> aggregate(blocks);
        case WINDOW -> window(blocks);
      }
    }
  }

  private void rows(Blocks blocks) throws IOException {
    RowErrors[] errors = errors();
    try (Program program = Program.compile(query.bound(), Block.CAPACITY)) {
      for (RowBatch batch = blocks.next(); batch.rows() > 0; batch = blocks.next()) {
        Block[] values = program.evaluate(batch, errors);
        for (int row = 0; row < batch.rows(); row++) {
          if (!isWanted()) {
            return;
          }
          add(values, errors, row, blocks.problems().get(row));
        }
      }
    }
  }

  /** Counts a row; false for the first behind the limit. */
  private boolean isWanted() {
    cut = rows == limit;
    rows++;
    return !cut;
  }

  private void window(Blocks blocks) throws IOException {
    RowErrors[] errors = errors();
    try (WindowProgram program =
        WindowProgram.compile(Windowing.of(query.bound()), Block.CAPACITY)) {
      do {
        RowBatch batch = blocks.next();
        blocks.problems().stream().filter(Objects::nonNull).forEach(this::fail);
        program.add(batch);
      } while (!blocks.problems().isEmpty());
      program.finish();
      for (int first = 0; first < program.rows(); first += Block.CAPACITY) {
        int count = Math.min(Block.CAPACITY, program.rows() - first);
        Block[] values = program.results(first, count, errors);
        for (int row = 0; row < count; row++) {
          if (!isWanted()) {
            return;
          }
          add(values, errors, row, null);
        }
      }
    }
  }

  private void aggregate(Blocks blocks) throws IOException {
    RowErrors skipped = new RowErrors();
    try (GroupProgram program =
        GroupProgram.compile(Aggregation.of(query.bound()), Block.CAPACITY)) {
      program.resize(1);
      RowBatch batch;
      do {
        batch = blocks.next();
        blocks.problems().stream().filter(Objects::nonNull).forEach(this::fail);
        program.update(batch, 0, skipped);
        for (int row = skipped.next(0); row >= 0; row = skipped.next(row + 1)) {
          fail("row " + (rows + row + 1) + ": " + skipped.message(row));
        }
        rows += batch.rows();
      } while (!blocks.problems().isEmpty());
      RowErrors[] errors = errors();
      add(program.results(1, errors), errors, 0, null);
    }
  }

  private RowErrors[] errors() {
    return Stream.generate(RowErrors::new).limit(query.bound().size()).toArray(RowErrors[]::new);
  }

  private void add(Block[] blocks, RowErrors[] errors, int row, String unread) {
    Object[] values = new Object[blocks.length];
    String[] reasons = new String[blocks.length];
    String reason = unread;
    for (int i = 0; i < blocks.length; i++) {
      boolean fails = unread == null && errors[i].failed(row);
      reasons[i] = fails ? errors[i].message(row) : unread;
      reason = reason == null ? reasons[i] : reason;
      values[i] =
          reasons[i] == null ? Cells.get(blocks[i], row, query.columns().get(i).type()) : null;
    }
    if (reason != null) {
      fail("row " + rows + ": " + reason);
    }
    sheet.add(values, reasons);
  }

  private void fail(String reason) {
    failed++;
    firstFailure = firstFailure == null ? reason : firstFailure;
  }
}
