// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.flink.annotation.Internal;

/** Integers and what counts in integers. */
@Internal
public final class LongBlock extends Block {
  public final long[] values;

  public LongBlock(int capacity) {
    super(capacity);
    values = new long[capacity];
  }

  @Override
  public Lane lane() {
    return Lane.LONG;
  }

  @Override
  public void copyValue(int to, Block source, int from) {
    values[to] = ((LongBlock) source).values[from];
  }
}
