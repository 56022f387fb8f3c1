// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import java.util.Collections;
import java.util.List;

/** Of values of type Null, which DataFusion does not take back: null. State: null. */
final class Nothing implements Accumulator {
  @Override
  public void resize(int count) {
    // no slot has anything
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    // what comes is null
  }

  @Override
  public List<Object> state(int slot) {
    return Collections.singletonList(null);
  }

  @Override
  public void load(int slot, List<Object> state) {
    // there is no value in it
  }

  @Override
  public void merge(int slot, List<Object> state) {
    // there is no value in it
  }

  @Override
  public void result(int slot, Block out, int row) {
    out.setNull(row);
  }
}
