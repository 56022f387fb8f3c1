// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.column.Block;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import io.millrace.types.Event;
import io.millrace.types.RuleError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.types.Either;

/** Gives out a row a call; values and event times are made a block of rows ahead. */
final class EventsSourceReader implements SourceReader<Either<Event, RuleError>, EventsSplit> {
  private final SourceReaderContext context;
  private final EventsFile file;
  private final EventTimes times;
  private final Pace pace;
  private final CompletableFuture<Void> assignment = new CompletableFuture<>();
  private CompletableFuture<Void> available = assignment;
  private EventsSplit split;
  private boolean noSplit;
  private Rows rows;
  private TimedRows timed;
  private List<Rows.Row> block = List.of();
  private int next;

  EventsSourceReader(SourceReaderContext context, EventsFile file, EventTimes times, Pace pace) {
    this.context = context;
    this.file = file;
    this.times = times;
    this.pace = pace;
  }

  @Override
  public void start() {
    context.metricGroup().addGroup("millrace").gauge("arrowMemory", ArrowMemory::allocatedBytes);
    context.sendSplitRequest();
  }

  @Override
  public void addSplits(List<EventsSplit> splits) {
    split = splits.get(0);
    assignment.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    noSplit = split == null;
    assignment.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Either<Event, RuleError>> output) throws IOException {
    if (split == null) {
      return noSplit ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    if (next == block.size()) {
      fill();
      if (block.isEmpty()) {
        return InputStatus.END_OF_INPUT;
      }
    }
    if (!pace.take()) {
      available = pace.next();
      return InputStatus.NOTHING_AVAILABLE;
    }
    emit(next++, output);
    return InputStatus.MORE_AVAILABLE;
  }

  private void fill() throws IOException {
    if (rows == null) {
      Schema schema = file.schema();
      rows = file.open(schema);
      rows.skip(split.rows());
      timed = new TimedRows(schema, times);
    }
    block = new ArrayList<>(Block.CAPACITY);
    next = 0;
    while (block.size() < Block.CAPACITY) {
      Rows.Row row = rows.next();
      if (row == null) {
        break;
      }
      block.add(row);
    }
    timed.set(block);
  }

  private void emit(int place, ReaderOutput<Either<Event, RuleError>> output) {
    long number = split.rows() + 1;
    split = new EventsSplit(number, timed.emit(place, number, split.watermark(), output::collect));
  }

  @Override
  public List<EventsSplit> snapshotState(long checkpoint) {
    return split == null ? List.of() : List.of(split);
  }

  @Override
  public void close() throws IOException {
    if (timed != null) {
      timed.close();
    }
    if (rows != null) {
      rows.close();
    }
  }
}
