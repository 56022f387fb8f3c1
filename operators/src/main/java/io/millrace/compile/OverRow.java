// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.ErrorCode;
import io.millrace.column.EvaluationError;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * What {@link OverProgram} keeps of a row: the values of what calls and results look at, and where
 * it stands.
 *
 * @param values in {@code Literal}'s Java form; null for what is null or has no answer
 * @param failures of those without an answer their place, code and text, one after another
 * @param time of the row, in milliseconds
 * @param groupStart the number of the first of its peers
 * @param group the number of its group of peers, from 0
 */
@Internal
public record OverRow(
    List<Object> values, List<Object> failures, long time, long groupStart, long group) {
  OverRow in(long start, long number) {
    return new OverRow(values, failures, time, start, number);
  }

  /** What was wrong with a value; null if nothing was. */
  EvaluationError failure(int place) {
    for (int i = 0; i < failures.size(); i += 3) {
      if ((Long) failures.get(i) == place) {
        return new EvaluationError(
            ErrorCode.valueOf((String) failures.get(i + 1)), (String) failures.get(i + 2));
      }
    }
    return null;
  }

  /** As a value that state can keep. */
  public List<Object> toState() {
    return Arrays.asList(values, failures, time, groupStart, group);
  }

  @SuppressWarnings("unchecked")
  public static OverRow of(List<Object> state) {
    return new OverRow(
        (List<Object>) state.get(0),
        (List<Object>) state.get(1),
        (Long) state.get(2),
        (Long) state.get(3),
        (Long) state.get(4));
  }

  static void fail(List<Object> failures, int place, EvaluationError cause) {
    failures.addAll(List.of((long) place, cause.code().name(), cause.getMessage()));
  }
}
