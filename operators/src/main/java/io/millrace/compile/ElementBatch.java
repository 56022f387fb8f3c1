// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.lambda.Elements;
import java.util.Arrays;
import java.util.List;

/**
 * What the body of a lambda is evaluated over: elements, and behind them the captured values of
 * their rows, repeated for each element where the body looks at them.
 */
final class ElementBatch implements Batch {
  private final Elements elements;
  private final Block[] repeated;
  private final boolean[] isRepeated;
  private Block[] args;

  /**
   * @param repeated where captured values are repeated, of their lanes
   */
  ElementBatch(Elements elements, Block[] repeated) {
    this.elements = elements;
    this.repeated = repeated;
    isRepeated = new boolean[repeated.length];
  }

  /**
   * @param given the lists and what is captured, of the rows that elements tell
   */
  void over(Block[] given) {
    args = given;
    Arrays.fill(isRepeated, false);
  }

  @Override
  public int rows() {
    return elements.count();
  }

  /** Where no struct is null its members are where they lie; of a null one they are null. */
  @Override
  public Block member(int index, List<Integer> path, DataType type) {
    Block block = column(index);
    for (int place : path) {
      boolean there =
          block instanceof NestedBlock structs && structs.isStructs() && !block.hasNulls(rows());
      if (!there) {
        return Batch.super.member(index, path, type);
      }
      block = ((NestedBlock) block).member(place);
    }
    return block;
  }

  @Override
  public Block column(int index) {
    if (index == 0) {
      return elements.block();
    }
    int place = index - 1;
    if (!isRepeated[place]) {
      repeated[place].gather(args[index], elements.rows(), elements.count());
      isRepeated[place] = true;
    }
    return repeated[place];
  }
}
