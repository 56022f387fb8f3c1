// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import io.millrace.types.Event;
import io.millrace.types.RuleError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.types.Either;

/**
 * Gives out a row a call, file after file; values and event times are made a block of rows ahead.
 * Between listings of a watched directory it is not available.
 */
final class EventsSourceReader implements SourceReader<Either<Event, RuleError>, EventsSplit> {
  private final SourceReaderContext context;
  private final EventFiles files;
  private final EventTimes times;
  private final Pace pace;

  /** The names of the files read whole. */
  private final Set<String> done = new TreeSet<>();

  private final Deque<String> toRead = new ArrayDeque<>();
  private final CompletableFuture<Void> assignment = new CompletableFuture<>();
  private CompletableFuture<Void> available = assignment;
  private boolean isAssigned;
  private boolean noSplit;
  private boolean complete;

  /** Taken from all files, of which those of files read whole. */
  private long count;

  private long before;
  private long watermark;

  /** The one being read, or to be gone on with; empty if there is none. */
  private String file = "";

  private Schema schema;
  private TimedRows timed;

  /** Null while no file is open. */
  private Rows rows;

  private List<Rows.Row> block = List.of();
  private int next;

  /** Why nothing can be read behind the rows of the block, or null. */
  private MillraceException damage;

  EventsSourceReader(SourceReaderContext context, EventFiles files, EventTimes times, Pace pace) {
    this.context = context;
    this.files = files;
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
    EventsSplit split = splits.get(0);
    count = split.rows();
    before = split.before();
    watermark = split.watermark();
    file = split.file();
    done.addAll(split.done());
    isAssigned = true;
    assignment.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    noSplit = !isAssigned;
    assignment.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Either<Event, RuleError>> output) throws IOException {
    if (!isAssigned) {
      return noSplit ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    while (next == block.size()) {
      if (rows == null && !open(output)) {
        return atEnd();
      }
      if (rows != null) {
        fill(output);
      }
    }
    if (!pace.take()) {
      available = pace.next();
      return InputStatus.NOTHING_AVAILABLE;
    }
    emit(next++, output);
    return InputStatus.MORE_AVAILABLE;
  }

  private InputStatus atEnd() {
    if (complete) {
      return InputStatus.END_OF_INPUT;
    }
    available = WatchedDirectory.nextLook();
    return InputStatus.NOTHING_AVAILABLE;
  }

  /** Turns to the next file, which may turn out to be none; false if there is no next. */
  private boolean open(ReaderOutput<Either<Event, RuleError>> output) throws IOException {
    if (schema == null) {
      schema = files.schema();
      timed = new TimedRows(schema, times);
    }
    if (file.isEmpty() && toRead.isEmpty() && !complete) {
      list();
    }
    if (file.isEmpty() && toRead.isEmpty()) {
      return false;
    }
    if (file.isEmpty()) {
      file = toRead.remove();
    }
    try {
      rows = files.file(file).open(schema);
      rows.skip(count - before);
    } catch (FileNotFoundException gone) {
      // One of which rows are missing has to be there.
      if (count > before || files.list().names().contains(file)) {
        throw gone;
      }
      file = "";
    } catch (MillraceException refused) {
      refuse(refused, output);
    }
    return true;
  }

  private void list() throws IOException {
    EventFiles.Listing listing = files.list();
    done.retainAll(listing.names());
    listing.names().stream().filter(each -> !done.contains(each)).forEach(toRead::add);
    complete = listing.complete();
  }

  /** What can't be read of a file is passed over with an error, if there may be other files. */
  private void refuse(MillraceException refused, ReaderOutput<Either<Event, RuleError>> output)
      throws IOException {
    output.collect(Either.Right(files.unreadable(file, refused)));
    finish();
  }

  private void finish() throws IOException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
    damage = null;
    done.add(file);
    file = "";
    before = count;
  }

  /** The next rows of the file, or its end. */
  private void fill(ReaderOutput<Either<Event, RuleError>> output) throws IOException {
    block = new ArrayList<>(Block.CAPACITY);
    next = 0;
    while (block.size() < Block.CAPACITY) {
      Rows.Row row = damage == null ? nextRow() : null;
      if (row == null) {
        break;
      }
      block.add(row);
    }
    timed.set(block);
    if (block.isEmpty() && damage != null) {
      refuse(damage, output);
    } else if (block.isEmpty()) {
      finish();
    }
  }

  private Rows.Row nextRow() throws IOException {
    try {
      return rows.next();
    } catch (MillraceException refused) {
      damage = refused;
      return null;
    }
  }

  private void emit(int place, ReaderOutput<Either<Event, RuleError>> output) {
    count++;
    watermark =
        timed.emit(
            place,
            count,
            watermark,
            read ->
                output.collect(read.isLeft() ? read : Either.Right(files.in(file, read.right()))));
  }

  @Override
  public List<EventsSplit> snapshotState(long checkpoint) {
    return isAssigned
        ? List.of(new EventsSplit(count, watermark, before, file, List.copyOf(done)))
        : List.of();
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
