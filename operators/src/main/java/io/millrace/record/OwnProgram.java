// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.EvaluationError;
import io.millrace.column.RowReader;
import io.millrace.column.RowValue;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.Supplier;

/**
 * A program that is a tree of terms of its own classes; what every row needs is read at once. To be
 * copied.
 */
final class OwnProgram<T> extends RowProgram<T> {
  /** Those that this copy was made for, to the JIT constants. */
  private static final Parts<?> PARTS = Copies.classData(MethodHandles.lookup(), Parts.class);

  private DeepProgram<T> unread;

  /**
   * What a program is made of.
   *
   * @param place null if nothing is kept of a row or read later: to know the row costs more than to
   *     read it
   * @param forUnread for rows that have a column that cannot be read, and may not be needed
   */
  record Parts<T>(
      RowReader<T> reader,
      Place<T> place,
      List<RowValue> results,
      Supplier<DeepProgram<T>> forUnread) {}

  @SuppressWarnings("unchecked")
  static <T> RowProgram<T> of(Parts<T> parts) {
    return (RowProgram<T>) Copies.make(Copies.copy(OwnProgram.class, parts));
  }

  @SuppressWarnings("unchecked")
  private Parts<T> parts() {
    return (Parts<T>) PARTS;
  }

  @Override
  public RowProgram<T> move(T row) {
    Place<T> place = parts().place();
    if (place != null) {
      place.move(row);
    }
    try {
      parts().reader().read(row);
      return this;
    } catch (EvaluationError e) {
      return moveUnread(row);
    }
  }

  private RowProgram<T> moveUnread(T row) {
    unread = unread == null ? parts().forUnread().get() : unread;
    return unread.move(row);
  }

  @Override
  public List<RowValue> results() {
    return parts().results();
  }

  @Override
  public boolean inBlocks() {
    return false;
  }
}
