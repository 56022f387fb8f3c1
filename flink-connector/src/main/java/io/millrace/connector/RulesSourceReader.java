// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.rules.RuleLine;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/** Reads a line a call; between listings of a watched directory it is not available. */
final class RulesSourceReader implements SourceReader<RuleLine, RulesSplit> {
  private static final long INTERVAL_MILLIS = 200;

  private final SourceReaderContext context;
  private final RuleFiles files;
  private final Set<String> done = new HashSet<>();
  private final Deque<String> toRead = new ArrayDeque<>();
  private final CompletableFuture<Void> assignment = new CompletableFuture<>();
  private CompletableFuture<Void> available = assignment;
  private RulesSplit split;
  private boolean complete;
  private boolean marked;
  private String file = "";
  private Lines lines;

  RulesSourceReader(SourceReaderContext context, RuleFiles files) {
    this.context = context;
    this.files = files;
  }

  @Override
  public void start() {
    context.sendSplitRequest();
  }

  @Override
  public void addSplits(List<RulesSplit> splits) {
    split = splits.get(0);
    done.addAll(split.done());
    marked = split.marked();
    file = split.file();
    assignment.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    complete |= split == null;
    assignment.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RuleLine> output) throws IOException {
    if (split == null) {
      return complete ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    if (lines == null && !file.isEmpty()) {
      lines = Lines.open(files.path(file), split.offset(), split.line());
    }
    if (lines == null && toRead.isEmpty() && !complete) {
      list();
    }
    if (lines == null && !toRead.isEmpty()) {
      file = toRead.remove();
      lines = Lines.open(files.path(file), 0, 0);
    }
    return lines == null ? atEnd(output) : line(output);
  }

  private void list() throws IOException {
    RuleFiles.Listing listing = files.list();
    for (String name : listing.names()) {
      if (!done.contains(name)) {
        toRead.add(name);
      }
    }
    complete = listing.complete();
  }

  private InputStatus line(ReaderOutput<RuleLine> output) throws IOException {
    String text = lines.next();
    if (text == null) {
      lines.close();
      lines = null;
      done.add(file);
      file = "";
    } else if (!text.isBlank()) {
      output.collect(new RuleLine(text, file + ":" + lines.number()));
    }
    return InputStatus.MORE_AVAILABLE;
  }

  private InputStatus atEnd(ReaderOutput<RuleLine> output) {
    if (!marked) {
      marked = true;
      output.collect(RuleLine.START_COMPLETE);
    }
    if (complete) {
      return InputStatus.END_OF_INPUT;
    }
    Executor later =
        CompletableFuture.delayedExecutor(INTERVAL_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);
    available = CompletableFuture.runAsync(() -> {}, later);
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public List<RulesSplit> snapshotState(long checkpoint) {
    if (split == null) {
      return List.of();
    }
    List<String> names = new ArrayList<>(done);
    names.sort(null);
    if (lines == null) {
      return List.of(new RulesSplit(names, file, split.offset(), split.line(), marked));
    }
    return List.of(new RulesSplit(names, file, lines.offset(), lines.number(), marked));
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }
}
