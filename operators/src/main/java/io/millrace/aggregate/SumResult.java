// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import java.util.Collections;
import java.util.List;

/** What is made of values that are added up and counted, and what of them a state keeps. */
enum SumResult {
  /** State: the sum; null where there is none. */
  SUM,
  /** State: count and sum. */
  MEAN;

  List<Object> state(long count, Object sum) {
    return switch (this) {
      case SUM -> Collections.singletonList(count == 0 ? null : sum);
      case MEAN -> List.of(count, sum);
    };
  }

  /** How many values a state stands for; 1 where it does not say but has some. */
  long count(List<Object> state) {
    return switch (this) {
      case SUM -> state.get(0) == null ? 0 : 1;
      case MEAN -> (Long) state.get(0);
    };
  }

  /** Of a state that has values. */
  Object sum(List<Object> state) {
    return state.get(state.size() - 1);
  }
}
