// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;

/** A kernel over its arguments. */
final class CallStep extends Step {
  /** How the kernel is run. */
  enum Mode {
    /** Over all rows, null ones included. */
    DENSE,
    /** Over rows where no argument is null. */
    STRICT,
    /** Over rows of any nullness. */
    NULLS_AS_VALUES
  }

  private final int node;
  private final Mode mode;
  private final int constant;
  private final int first;
  private final Block[] values;

  /**
   * @param args those of the kernel's arguments that are in slots
   * @param node whose kernel it is
   * @param constant the node of the second argument, if it is the same for all rows and not in a
   *     slot; else -1
   * @param first which of the kernel's arguments the first of {@code args} is
   */
  CallStep(int slot, int[] args, int node, Mode mode, int constant, int first) {
    super(slot, args);
    this.node = node;
    this.mode = mode;
    this.constant = constant;
    this.first = first;
    values = new Block[first + args.length + (constant < 0 ? 0 : 1)];
  }

  @Override
  void run(Scope scope, int rows) {
    for (int i = 0; i < args.length; i++) {
      values[first + i] = scope.blocks[args[i]];
    }
    Block out = scope.blocks[slot];
    out.reset();
    if (mode != Mode.NULLS_AS_VALUES) {
      for (int i = 0; i < args.length; i++) {
        out.addNulls(values[first + i], rows);
      }
    }
    inheritErrors(scope, out);
    Loop loop = scope.parameters.loop(node);
    if (constant >= 0) {
      values[1] = scope.parameters.constant(constant);
      loop.denseConstant(values, out, rows);
    } else if (mode == Mode.DENSE) {
      loop.dense(values, out, rows);
    } else {
      long[] valid = out.hasNulls(rows) ? out.validWords() : null;
      loop.checked(values, out, rows, valid, scope.errors[slot]);
      hideFailed(scope, out);
    }
  }
}
