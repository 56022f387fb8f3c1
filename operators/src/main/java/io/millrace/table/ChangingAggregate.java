// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.types.HeldAccumulators;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.DataType;

/** An aggregate from which rows can be taken back. */
@Internal
public final class ChangingAggregate extends TaskAggregate {
  private static final long serialVersionUID = 1L;

  ChangingAggregate(List<DataType> arguments, AggregateQuery query) {
    super(arguments, query);
  }

  public void retract(HeldAccumulators group, Object... args) {
    takeBack(group, args);
  }
}
