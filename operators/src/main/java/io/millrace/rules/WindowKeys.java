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
import org.apache.flink.api.java.tuple.Tuple5;

/**
 * Of how many keys each group has open windows at a task, and rows in them, kept so that a restored
 * task need not go through all windows to count them.
 */
final class WindowKeys {
  /** Task, tasks, group, keys, rows. */
  private static final ListStateDescriptor<Tuple5<Integer, Integer, Long, Long, Long>> KEYS =
      new ListStateDescriptor<>(
          "windowKeys", Types.TUPLE(Types.INT, Types.INT, Types.LONG, Types.LONG, Types.LONG));

  private final TaskInfo task;
  private final ListState<Tuple5<Integer, Integer, Long, Long, Long>> stored;

  WindowKeys(OperatorStateStore store, TaskInfo task) throws Exception {
    this.task = task;
    stored = store.getUnionListState(KEYS);
  }

  /** Empty where there were more or fewer tasks, which had other keys. */
  Optional<WindowLimits.Counts> restored() throws Exception {
    Map<Long, Long> keys = new HashMap<>();
    Map<Long, Long> rows = new HashMap<>();
    boolean sameTasks = false;
    for (Tuple5<Integer, Integer, Long, Long, Long> each : stored.get()) {
      if (each.f1 == task.getNumberOfParallelSubtasks()) {
        sameTasks = true;
        if (each.f0 == task.getIndexOfThisSubtask()) {
          keys.put(each.f2, each.f3);
          if (each.f4 != 0) {
            rows.put(each.f2, each.f4);
          }
        }
      }
    }
    return sameTasks ? Optional.of(new WindowLimits.Counts(keys, rows)) : Optional.empty();
  }

  void snapshot(WindowLimits.Counts counts) throws Exception {
    List<Tuple5<Integer, Integer, Long, Long, Long>> all = new ArrayList<>();
    counts
        .keys()
        .forEach(
            (group, count) ->
                all.add(
                    Tuple5.of(
                        task.getIndexOfThisSubtask(),
                        task.getNumberOfParallelSubtasks(),
                        group,
                        count,
                        counts.rows().getOrDefault(group, 0L))));
    stored.update(all);
  }
}
