// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Gives the one split of a source to the first reader that asks, and nothing to all others. Its
 * checkpoint is the list of splits still to give: one or none.
 */
final class OneSplitEnumerator<S extends SourceSplit> implements SplitEnumerator<S, List<S>> {
  private final SplitEnumeratorContext<S> context;
  private final List<S> pending;

  OneSplitEnumerator(SplitEnumeratorContext<S> context, List<S> pending) {
    this.context = context;
    this.pending = new ArrayList<>(pending);
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int reader, String host) {
    if (pending.isEmpty()) {
      context.signalNoMoreSplits(reader);
    } else {
      context.assignSplit(pending.remove(0), reader);
      context.signalNoMoreSplits(reader);
    }
  }

  @Override
  public void addSplitsBack(List<S> splits, int reader) {
    pending.addAll(splits);
    if (context.registeredReaders().containsKey(reader)) {
      handleSplitRequest(reader, null);
    }
  }

  @Override
  public void addReader(int reader) {}

  @Override
  public List<S> snapshotState(long checkpoint) {
    return List.copyOf(pending);
  }

  @Override
  public void close() {}
}
