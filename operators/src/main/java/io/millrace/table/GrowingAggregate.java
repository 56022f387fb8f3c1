// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.DataType;

/**
 * An aggregate from which no row can be taken back: Flink finds no {@code retract} here and refuses
 * queries that need it when it plans them.
 */
@Internal
public final class GrowingAggregate extends TaskAggregate {
  private static final long serialVersionUID = 1L;

  GrowingAggregate(List<DataType> arguments, AggregateQuery query) {
    super(arguments, query);
  }
}
