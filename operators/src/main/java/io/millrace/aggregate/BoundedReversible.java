// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;

/** A {@link Bounded} from which rows can be taken back, while it is not closed. */
final class BoundedReversible extends Bounded implements Reversible {
  private final Reversible reversible;

  BoundedReversible(String name, Growing growing, Reversible reversible, long most) {
    super(name, growing, most);
    this.reversible = reversible;
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    int[] slot = new int[1];
    for (int row = 0; row < rows; row++) {
      slot[0] = slots[row];
      if (isOpen(slot[0])) {
        reversible.retract(rows == 1 ? args : only(args, row), slot, 1);
        weigh(slot[0]);
      }
    }
  }

  @Override
  public boolean isLinear() {
    return reversible.isLinear();
  }

  private static Block[] only(Block[] args, int row) {
    Block[] one = new Block[args.length];
    for (int i = 0; i < args.length; i++) {
      one[i] = Block.of(args[i].lane(), 1);
      one[i].gather(args[i], new int[] {row}, 1);
    }
    return one;
  }
}
