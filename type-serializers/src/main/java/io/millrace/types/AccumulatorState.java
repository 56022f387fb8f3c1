// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * The accumulators of one group of rows: for each aggregate call its state, as values in {@code
 * Literal}'s Java form. Immutable.
 */
@Internal
@TypeInfo(AccumulatorStateTypeInfo.Factory.class)
public record AccumulatorState(List<List<Object>> calls) {
  public static final AccumulatorState EMPTY = new AccumulatorState(List.of());

  public AccumulatorState {
    calls =
        calls.stream().map(call -> Collections.unmodifiableList(new ArrayList<>(call))).toList();
  }
}
