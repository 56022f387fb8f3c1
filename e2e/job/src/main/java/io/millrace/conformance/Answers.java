// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.column.RowValue;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * What an expression gives row by row: values in {@code Literal}'s Java form, and {@link Failure}s.
 * Two are the same if all values are to the bit, but that any NaN is the same as any other.
 */
@Internal
public final class Answers {
  private final DataType type;
  private final List<Object> rows = new ArrayList<>();

  /** A row without an answer. */
  public record Failure(ErrorCode code, String message) {
    @Override
    public String toString() {
      return "failure: " + message;
    }
  }

  public Answers(DataType type) {
    this.type = type;
  }

  public void add(Block block, RowErrors errors, int count) {
    for (int i = 0; i < count; i++) {
      rows.add(
          errors.failed(i)
              ? new Failure(errors.cause(i).code(), errors.message(i))
              : Cells.get(block, i, type));
    }
  }

  /** Throws {@code EvaluationError} if there is no answer. */
  void add(RowValue value) {
    rows.add(Cells.get(value, type));
  }

  void fail(EvaluationError cause) {
    rows.add(new Failure(cause.code(), cause.getMessage()));
  }

  /** Of each row its value or its {@link Failure}. */
  public List<Object> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** Null if there is none. */
  Failure firstFailure() {
    for (Object row : rows) {
      if (row instanceof Failure failure) {
        return failure;
      }
    }
    return null;
  }

  /** Null if there is none, else the first row that differs. */
  public String difference(Answers that) {
    if (rows.size() != that.rows.size()) {
      return rows.size() + " rows and " + that.rows.size();
    }
    for (int i = 0; i < rows.size(); i++) {
      Object one = rows.get(i);
      Object other = that.rows.get(i);
      if (one == null ? other != null : !one.equals(other)) {
        return "row " + i + ": " + one + " and " + other;
      }
    }
    return null;
  }

  /** All rows in one block; as DataFusion does, it fails as a whole for one row. */
  Block toBlock() {
    Failure failure = firstFailure();
    if (failure != null) {
      throw new MillraceException(failure.code(), failure.message());
    }
    Block block = Block.of(Lane.of(type), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Cells.set(block, i, type, rows.get(i));
    }
    return block;
  }

  int size() {
    return rows.size();
  }
}
