// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.ElementList;
import io.millrace.column.Lane;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.scalar.ResultSize;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.flink.annotation.Internal;

/**
 * A function of a list and a lambda of its elements, declared once.
 *
 * @param name as the wire carries it, never an alias
 * @param returns the type of a result, of that of the list and of the lambda's results
 * @param size of a result at most, of the bytes of the list
 */
@Internal
public record HigherOrder(
    String name,
    Results results,
    BiFunction<DataType, Field, DataType> returns,
    ResultSize size,
    Gatherer gatherer) {
  public HigherOrder {
    Objects.requireNonNull(name);
    Objects.requireNonNull(results);
    Objects.requireNonNull(returns);
    Objects.requireNonNull(size);
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

  /**
   * The value of one call, from the lambda's results for its elements; empty if it fails.
   *
   * @param list of that type, not null
   * @param type of the value
   */
  public Optional<Literal> evaluate(
      Literal list, DataType resultType, List<Object> results, DataType type) {
    NestedBlock lists = new NestedBlock(1);
    Cells.set(lists, 0, list.type(), list.value());
    DataType element = ElementList.element(list.type());
    RowErrors errors = new RowErrors();
    Block out = Block.of(Lane.of(type), 1);
    ListRows rows = ListRows.of(name, lists, list.type(), out, 1, errors);
    Gathering gathering = gatherer.begin(rows, element, resultType, out);
    int count = results.size();
    if (count > 0) {
      Elements elements =
          new Elements(Block.of(Lane.of(element), count), new int[count], new int[count]);
      elements.begin(rows);
      elements.take(count, errors);
      Block block = Block.of(Lane.of(resultType), count);
      for (int i = 0; i < count; i++) {
        Cells.set(block, i, resultType, results.get(i));
      }
      gathering.add(elements, block, errors);
    }
    gathering.finish();
    return errors.isEmpty()
        ? Optional.of(new Literal(type, Cells.get(out, 0, type)))
        : Optional.empty();
  }

  /** Whether results of the lambda can be gathered. */
  public boolean takes(DataType result) {
    return results == Results.ANYTHING || result.equals(DataType.BOOLEAN);
  }
}
