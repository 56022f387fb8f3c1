// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import io.millrace.column.Block;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.Objects;
import java.util.function.BiFunction;
import org.apache.flink.annotation.Internal;

/**
 * A function of a list and a lambda of its elements, declared once.
 *
 * @param name as the wire carries it, never an alias
 * @param returns the type of a result, of that of the list and of the lambda's results
 */
@Internal
public record HigherOrder(
    String name,
    Results results,
    BiFunction<DataType, Field, DataType> returns,
    Gatherer gatherer) {
  public HigherOrder {
    Objects.requireNonNull(name);
    Objects.requireNonNull(results);
    Objects.requireNonNull(returns);
    Objects.requireNonNull(gatherer);
  }

  /** What a lambda may give. */
  public enum Results {
    ANYTHING,
    /** Of another type each row fails whose list is not null. */
    TRUTH
  }

  /** Begins to gather the results for the lists of a block. */
  @FunctionalInterface
  public interface Gatherer {
    Gathering begin(ListRows lists, DataType element, DataType result, Block out);
  }

  /** Whether results of the lambda can be gathered. */
  public boolean takes(DataType result) {
    return results == Results.ANYTHING || result.equals(DataType.BOOLEAN);
  }
}
