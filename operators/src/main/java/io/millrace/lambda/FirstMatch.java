// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.RowErrors;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** The first element whose result is true; null where there is none. */
final class FirstMatch extends Gathering {
  private static final int NONE = -1;

  /** Of each row the element. */
  private final int[] found;

  FirstMatch(ListRows lists, Block out) {
    super(lists, out);
    found = new int[lists.rows()];
    Arrays.fill(found, NONE);
  }

  @Override
  public void add(Elements elements, Block results, RowErrors errors) {
    byte[] truths = ((BoolBlock) results).values;
    for (int i = 0; i < elements.count(); i++) {
      int row = elements.rows()[i];
      if (truths[i] != 0 && !results.isNull(i) && found[row] == NONE) {
        found[row] = elements.below()[i];
      }
    }
  }

  @Override
  public void finish() {
    int any = Arrays.stream(found).max().orElse(NONE);
    if (any == NONE) {
      hide(row -> true);
      return;
    }
    int[] places = Arrays.stream(found).map(place -> place == NONE ? any : place).toArray();
    out.gather(lists.below(), places, places.length);
    hide(row -> found[row] == NONE);
  }

  private void hide(IntPredicate hidden) {
    for (int row = 0; row < found.length; row++) {
      if (hidden.test(row)) {
        out.setNull(row);
      }
    }
  }
}
