// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.window.RunningCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * One partition of {@link OverProgram} as far as its rows have come: its calls, the ends of their
 * frames, and how many rows there are. The rows themselves are kept by who has the partition.
 */
@Internal
public final class OverPartition {
  /** What it takes, and each of its calls, besides the values that are kept. */
  private static final long OWN_BYTES = 128;

  final RunningCall[] calls;

  /** Of the frame of each call: its first row, and the row behind its last. */
  final long[] starts;

  final long[] ends;

  /** How many rows have come, and how many of them have an answer. */
  long rows;

  long answered;

  /** Of the last row. */
  long groupStart;

  long group = -1;

  List<Object> last;

  OverPartition(RunningCall[] calls) {
    this.calls = calls;
    starts = new long[calls.length];
    ends = new long[calls.length];
  }

  /** How many rows have come, which are numbered from 0. */
  public long rows() {
    return rows;
  }

  /** How many of them have an answer. */
  public long answered() {
    return answered;
  }

  public boolean hasUnanswered() {
    return answered < rows;
  }

  /** The first row that calls may still ask for. */
  public long needed() {
    long needed = answered;
    for (int i = 0; i < calls.length; i++) {
      boolean grows = calls[i].frame().onlyGrows();
      needed = Math.min(needed, grows ? ends[i] : Math.min(starts[i], ends[i]));
    }
    return needed;
  }

  /** About how many bytes it takes. */
  public long heldBytes() {
    long bytes = OWN_BYTES;
    for (RunningCall call : calls) {
      bytes += OWN_BYTES + call.heldBytes();
    }
    return bytes;
  }

  /** All of it, as a list of values, and then one for each call. */
  public List<List<Object>> state() {
    List<List<Object>> state = new ArrayList<>();
    state.add(Arrays.asList(rows, answered, groupStart, group, last));
    for (int i = 0; i < calls.length; i++) {
      state.add(List.of(starts[i], ends[i], calls[i].state()));
    }
    return state;
  }

  @SuppressWarnings("unchecked")
  void load(List<List<Object>> state) {
    List<Object> own = state.get(0);
    rows = (Long) own.get(0);
    answered = (Long) own.get(1);
    groupStart = (Long) own.get(2);
    group = (Long) own.get(3);
    last = (List<Object>) own.get(4);
    for (int i = 0; i < calls.length; i++) {
      List<Object> call = state.get(i + 1);
      starts[i] = (Long) call.get(0);
      ends[i] = (Long) call.get(1);
      calls[i].load((List<Object>) call.get(2));
    }
  }
}
