// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.EvaluationError;
import io.millrace.record.RowProgram;
import io.millrace.row.RowOutput;
import io.millrace.row.RowWriter;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;

/** What becomes of rows one by one, in one task. */
@Internal
public interface RowAnswers<U, R> {
  /** Null where nothing becomes of it. */
  R of(U row);

  /** The row itself, if it passes. */
  static <U> RowAnswers<U, U> filter(RowProgram<U> program, Consumer<String> errors) {
    return row -> {
      try {
        return program.move(row).isTrue(0) ? row : null;
      } catch (EvaluationError e) {
        errors.accept(e.getMessage());
        return null;
      }
    };
  }

  /** A row of results. */
  static <U, R> RowAnswers<U, R> map(
      RowProgram<U> program, RowOutput<R> output, Consumer<String> errors) {
    RowWriter<R> writer = output.writer(program.results(), errors);
    return new RowAnswers<>() {
      /** For rows that have a column that can not be read. */
      private RowWriter<R> unread;

      @Override
      public R of(U row) {
        RowProgram<U> moved = program.move(row);
        return moved == program ? writer.write() : writeUnread(moved);
      }

      private R writeUnread(RowProgram<U> moved) {
        if (unread == null) {
          unread = output.writer(moved.results(), errors);
        }
        return unread.write();
      }
    };
  }
}
