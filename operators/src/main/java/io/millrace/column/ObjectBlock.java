// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.flink.annotation.Internal;

/** Values that have no primitive form; never Java null but under an SQL null. */
@Internal
public final class ObjectBlock extends Block {
  public final Object[] values;

  public ObjectBlock(int capacity) {
    super(capacity);
    values = new Object[capacity];
  }

  @Override
  public Lane lane() {
    return Lane.OBJECT;
  }

  @Override
  public void copyValue(int to, Block source, int from) {
    values[to] = ((ObjectBlock) source).values[from];
  }
}
