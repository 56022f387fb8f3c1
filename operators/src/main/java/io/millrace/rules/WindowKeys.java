// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;

/**
 * Of how many keys each group has open windows at a task, kept so that a restored task need not go
 * through all windows to count them.
 */
final class WindowKeys {
  /** Task, tasks, group, keys. */
  private static final ListStateDescriptor<Tuple4<Integer, Integer, Long, Long>> KEYS =
      new ListStateDescriptor<>(
          "windowKeys", Types.TUPLE(Types.INT, Types.INT, Types.LONG, Types.LONG));

  private final TaskInfo task;
  private final ListState<Tuple4<Integer, Integer, Long, Long>> stored;

  WindowKeys(OperatorStateStore store, TaskInfo task) throws Exception {
    this.task = task;
    stored = store.getUnionListState(KEYS);
  }

  /** Empty where there were more or fewer tasks, which had other keys. */
  Optional<Map<Long, Long>> restored() throws Exception {
    Map<Long, Long> counts = new HashMap<>();
    boolean sameTasks = false;
    for (Tuple4<Integer, Integer, Long, Long> each : stored.get()) {
      if (each.f1 == task.getNumberOfParallelSubtasks()) {
        sameTasks = true;
        if (each.f0 == task.getIndexOfThisSubtask()) {
          counts.put(each.f2, each.f3);
        }
      }
    }
    return sameTasks ? Optional.of(counts) : Optional.empty();
  }

  void snapshot(Map<Long, Long> counts) throws Exception {
    List<Tuple4<Integer, Integer, Long, Long>> all = new ArrayList<>();
    counts.forEach(
        (group, count) ->
            all.add(
                Tuple4.of(
                    task.getIndexOfThisSubtask(),
                    task.getNumberOfParallelSubtasks(),
                    group,
                    count)));
    stored.update(all);
  }
}
