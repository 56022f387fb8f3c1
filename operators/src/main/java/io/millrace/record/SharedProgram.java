// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;

/** A program that is a tree of terms over columns that it shares with others. */
final class SharedProgram<T> extends RowProgram<T> {
  private final Place<T> place;
  private final Load[] before;
  private final BlockTerm[] outputs;

  SharedProgram(Place<T> place, Load[] before, BlockTerm[] outputs) {
    this.place = place;
    this.before = before;
    this.outputs = outputs;
  }

  @Override
  public void move(T row) {
    place.move(row);
  }

  @Override
  public Block value(int output) {
    if (before[output] != null) {
      before[output].run();
    }
    return outputs[output].block();
  }

  @Override
  public boolean isTrue(int output) {
    if (before[output] != null) {
      before[output].run();
    }
    return outputs[output].isTrue();
  }

  @Override
  public boolean inBlocks() {
    return false;
  }
}
