// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.RowErrors;
import java.util.BitSet;

/** Whether one of the results is true; unknown where none is but one is null. */
final class AnyMatch extends Gathering {
  private final BitSet matched = new BitSet();
  private final BitSet unknown = new BitSet();

  AnyMatch(ListRows lists, Block out) {
    super(lists, out);
  }

  @Override
  public void add(Elements elements, Block results, RowErrors errors) {
    byte[] truths = ((BoolBlock) results).values;
    for (int i = 0; i < elements.count(); i++) {
      if (results.isNull(i)) {
        unknown.set(elements.rows()[i]);
      } else if (truths[i] != 0) {
        matched.set(elements.rows()[i]);
      }
    }
  }

  @Override
  public void finish() {
    byte[] values = ((BoolBlock) out).values;
    for (int row = 0; row < lists.rows(); row++) {
      values[row] = (byte) (matched.get(row) ? -1 : 0);
    }
    unknown.andNot(matched);
    for (int row = unknown.nextSetBit(0); row >= 0; row = unknown.nextSetBit(row + 1)) {
      out.setNull(row);
    }
  }
}
