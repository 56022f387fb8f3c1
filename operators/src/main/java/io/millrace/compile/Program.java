// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Compiled expressions over one schema, ready to run. Confined to one thread: scratch is reused
 * from call to call, so results are valid until the next one.
 */
@Internal
public final class Program implements AutoCloseable {
  private Program() {}

  /**
   * @param capacity the most rows of a batch: {@link Block#CAPACITY}, or 1 for a row at a time
   */
  public static Program compile(List<TypedExpr> outputs, int capacity) {
    throw new AssertionError("to be written: " + outputs + capacity);
  }

  /**
   * Evaluates all outputs over a batch; {@code errors[i]} (cleared first) gets the failed rows of
   * output {@code i}, whose values are then arbitrary. Blocks may be those of the batch itself.
   */
  public Block[] evaluate(Batch batch, RowErrors[] errors) {
    throw new AssertionError("to be written: " + batch + errors.length);
  }

  @Override
  public void close() {}
}
