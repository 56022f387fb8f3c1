// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Lane;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;

/** Lists of the elements whose result is true. */
final class Filtered extends Gathering {
  private final DataType type;

  /** The elements that are kept, of row after row, and how many they are of each. */
  private final int[] kept;

  private int count;
  private final int[] countOf;

  Filtered(ListRows lists, DataType type, Block out) {
    super(lists, out);
    this.type = type;
    kept = new int[lists.elements()];
    countOf = new int[lists.rows()];
  }

  @Override
  public void add(Elements elements, Block results, RowErrors errors) {
    byte[] truths = ((BoolBlock) results).values;
    for (int i = 0; i < elements.count(); i++) {
      int is = results.isNull(i) ? 0 : -truths[i];
      kept[count] = elements.below()[i];
      count += is;
      countOf[elements.rows()[i]] += is;
    }
  }

  @Override
  public void finish() {
    Block all = Block.of(Lane.of(type), count);
    all.gather(lists.below(), kept, count);
    NestedBlock result = (NestedBlock) out;
    result.lists(all, type);
    int end = 0;
    for (int row = 0; row < lists.rows(); row++) {
      result.starts[row] = end;
      end += countOf[row];
      result.ends[row] = end;
    }
  }
}
