// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.expr.Schema;
import io.millrace.types.Event;
import io.millrace.types.RuleError;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import org.apache.flink.types.Either;

/** Makes an event of each JSON object, as rows of a {@code .jsonl} file become events. */
@Internal
public final class JsonEvents implements AutoCloseable {
  private final JsonCells cells;
  private final Next next = new Next();
  private final CastRows values;
  private final TimedRows timed;

  /** The one row that is there. */
  private static final class Next implements TextRows {
    private TextRow row;

    @Override
    public TextRow next() {
      TextRow taken = row;
      row = null;
      return taken;
    }

    @Override
    public void close() {}
  }

  public JsonEvents(Schema schema, EventTimes times) {
    cells = new JsonCells(schema);
    values = new CastRows(next, schema);
    timed = new TimedRows(schema, times);
  }

  /**
   * Gives out an event, or why there is none, or both where it has no time.
   *
   * @param object null is no object
   * @param origin for errors
   * @param watermark of this part of the input, as it stands before
   * @return as it stands behind it
   */
  public long read(
      byte[] object,
      long number,
      String origin,
      long watermark,
      Consumer<Either<Event, RuleError>> output)
      throws IOException {
    next.row =
        object == null
            ? TextRow.unreadable(0, null, "no value, expected a JSON object")
            : cells.row(object, 0);
    timed.set(List.of(values.next()));
    return timed.emit(
        0,
        number,
        watermark,
        read -> output.accept(read.isLeft() ? read : Either.Right(read.right().from(origin))));
  }

  @Override
  public void close() throws IOException {
    values.close();
    timed.close();
  }
}
