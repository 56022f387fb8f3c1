// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.types.SlotValues;
import io.millrace.types.WindowShare;
import io.millrace.types.WindowShare.Chunk;
import io.millrace.types.WindowShareSerializer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * What aggregates that grow have kept of the rows of a share, for the current key: apart from it,
 * so that a row is added to the few that came last and costs the same in a window of ten rows and
 * of a million.
 *
 * <p>A chunk has at least twice the bytes of the one behind it; those that come closer are merged.
 * So there are few, a row is in as many merges at most, and what is kept but once of many rows, as
 * with DISTINCT, is kept twice at most.
 */
final class ShareChunks {
  static final MapStateDescriptor<Long, WindowShare> CHUNKS =
      new MapStateDescriptor<>("chunks", LongSerializer.INSTANCE, WindowShareSerializer.INSTANCE);

  /** How many bytes a share has itself before they become a chunk. */
  private static final long BYTES = 512;

  private final MapState<Long, WindowShare> stored;
  private final SplittableRandom ids = new SplittableRandom();

  ShareChunks(MapState<Long, WindowShare> stored) {
    this.stored = stored;
  }

  /** The shares, each with little of what grows in itself. */
  List<WindowShare> cut(List<WindowShare> shares, GroupFold fold) throws Exception {
    if (!fold.grows()) {
      return shares;
    }
    List<WindowShare> next = new ArrayList<>(shares.size());
    for (WindowShare share : shares) {
      next.add(cut(share, fold));
    }
    return next;
  }

  WindowShare cut(WindowShare share, GroupFold fold) throws Exception {
    boolean isLarge =
        fold.grows() && share.problem() == null && fold.grownBytes(share.states()) >= BYTES;
    return isLarge ? moved(share, fold) : share;
  }

  private WindowShare moved(WindowShare share, GroupFold fold) throws Exception {
    if (fold.grownBytes(share.states()) == 0) {
      return share;
    }
    List<Chunk> chunks = new ArrayList<>(share.chunks());
    append(chunks, fold.grown(share.states()), fold);
    return share.with(fold.others(share.states()), chunks);
  }

  /** What can not be merged stays as it is, for the end of the window to say. */
  private void append(List<Chunk> chunks, SlotValues states, GroupFold fold) throws Exception {
    SlotValues whole = states;
    long bytes = fold.grownBytes(whole);
    CallProblems problems = new CallProblems();
    while (isClose(chunks, bytes)) {
      WindowShare before = stored.get(chunks.get(chunks.size() - 1).id());
      if (before == null || before.problem() != null) {
        break;
      }
      SlotValues merged = fold.merge(before.states(), whole, problems);
      if (!problems.isEmpty()) {
        break;
      }
      whole = merged;
      bytes = fold.grownBytes(whole);
      chunks.remove(chunks.size() - 1);
    }
    long id = newId();
    stored.put(id, new WindowShare(-1, 0, whole));
    chunks.add(new Chunk(id, bytes));
  }

  private static boolean isClose(List<Chunk> chunks, long bytes) {
    return !chunks.isEmpty() && chunks.get(chunks.size() - 1).bytes() < 2 * bytes;
  }

  /** Keys move between tasks, so no task can count them. */
  private long newId() throws Exception {
    long id = ids.nextLong();
    while (stored.contains(id)) {
      id = ids.nextLong();
    }
    return id;
  }

  /** How states are merged; a call that fails keeps what it had. */
  interface Merging {
    SlotValues of(SlotValues states, SlotValues later, CallProblems problems);
  }

  /** Of the rows of both; neither is one that can't be read. */
  WindowShare joined(
      WindowShare share, WindowShare later, GroupFold fold, Merging merging, CallProblems problems)
      throws Exception {
    if (later.chunks().isEmpty()) {
      return share.plus(later.rows()).with(merging.of(share.states(), later.states(), problems));
    }
    WindowShare first = moved(share.plus(later.rows()), fold);
    List<Chunk> chunks = new ArrayList<>(first.chunks());
    for (Chunk each : later.chunks()) {
      WindowShare apart = isClose(chunks, each.bytes()) ? stored.get(each.id()) : null;
      if (apart == null || apart.problem() != null) {
        chunks.add(each);
      } else {
        append(chunks, apart.states(), fold);
      }
    }
    return first.with(merging.of(first.states(), later.states(), problems), chunks);
  }

  /**
   * Adds all states of a share, in the order of their rows.
   *
   * @param problems are told what can't be read, of all calls
   */
  void read(WindowShare share, List<SlotValues> states, CallProblems problems) throws Exception {
    if (share.problem() != null) {
      problems.addAll(share.problem());
      return;
    }
    for (Chunk each : share.chunks()) {
      WindowShare apart = stored.get(each.id());
      if (apart == null) {
        problems.addAll(
            new MillraceException(
                ErrorCode.STATE_CORRUPT,
                "Cannot read accumulators from state: a part of them is missing"));
      } else if (apart.problem() != null) {
        problems.addAll(apart.problem());
      } else {
        states.add(apart.states());
      }
    }
    states.add(share.states());
  }

  /** Forgets what only shares had that are there no more. */
  void release(Collection<WindowShare> before, Collection<WindowShare> after) throws Exception {
    Set<Long> gone = ids(before);
    if (!gone.isEmpty()) {
      gone.removeAll(ids(after));
      for (long id : gone) {
        stored.remove(id);
      }
    }
  }

  private static Set<Long> ids(Collection<WindowShare> shares) {
    Set<Long> ids = new HashSet<>(0);
    for (WindowShare share : shares) {
      for (Chunk each : share.chunks()) {
        ids.add(each.id());
      }
    }
    return ids;
  }

  /** Of a key that has no windows any more, also what nothing refers to. */
  void clear() {
    stored.clear();
  }
}
