// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.rules.RuleLine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/** Reads a line a call; between listings of a watched directory it is not available. */
final class RulesSourceReader implements SourceReader<RuleLine, RulesSplit> {
  private final SourceReaderContext context;
  private final RuleFiles files;

  /** The files read whole, by name. */
  private final Map<String, RuleFile> done = new TreeMap<>();

  private final Deque<RuleFile> toRead = new ArrayDeque<>();
  private final CompletableFuture<Void> assignment = new CompletableFuture<>();
  private CompletableFuture<Void> available = assignment;
  private RulesSplit split;
  private boolean complete;
  private boolean marked;

  /** The one being read, as it was before its first line was. */
  private RuleFile file = RuleFile.NONE;

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
    split.done().forEach(each -> done.put(each.name(), each));
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
    if (lines == null && !file.isNone()) {
      goOn();
    }
    if (lines == null && toRead.isEmpty() && !complete) {
      list();
    }
    while (lines == null && !toRead.isEmpty()) {
      open(toRead.remove(), 0, 0);
    }
    return lines == null ? atEnd(output) : line(output);
  }

  /** Where the checkpoint was taken, but from the start if the file is no longer what it was. */
  private void goOn() throws IOException {
    RuleFile before = file;
    file = RuleFile.NONE;
    Optional<RuleFile> now = files.now(before.name());
    if (now.isPresent() && now.get().fits(before)) {
      open(now.get(), split.offset(), split.line());
    } else if (now.isPresent()) {
      open(now.get(), 0, 0);
    }
  }

  /** Not if the file has gone meanwhile. */
  private void open(RuleFile next, long offset, long line) throws IOException {
    try {
      lines = Lines.open(files.path(next.name()), offset, line);
      file = next;
    } catch (FileNotFoundException gone) {
      // A file that has to be there says so again.
      if (files.now(next.name()).isPresent()) {
        throw gone;
      }
    }
  }

  /** Files that are new, and those that are no longer what was read, which are read again whole. */
  private void list() throws IOException {
    RuleFiles.Listing listing = files.list();
    Set<String> names = new HashSet<>();
    for (RuleFile each : listing.files()) {
      names.add(each.name());
      RuleFile before = done.get(each.name());
      if (before == null || !each.fits(before)) {
        toRead.add(each);
      } else {
        done.put(each.name(), each);
      }
    }
    done.keySet().retainAll(names);
    complete = listing.complete();
  }

  private InputStatus line(ReaderOutput<RuleLine> output) throws IOException {
    String text = lines.next();
    if (text == null) {
      lines.close();
      lines = null;
      done.put(file.name(), file);
      file = RuleFile.NONE;
    } else if (!text.isBlank()) {
      output.collect(new RuleLine(text, file.name() + ":" + lines.number()));
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
    available = WatchedDirectory.nextLook();
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public List<RulesSplit> snapshotState(long checkpoint) {
    if (split == null) {
      return List.of();
    }
    List<RuleFile> whole = List.copyOf(done.values());
    if (lines == null) {
      return List.of(new RulesSplit(whole, file, split.offset(), split.line(), marked));
    }
    return List.of(new RulesSplit(whole, file, lines.offset(), lines.number(), marked));
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }
}
