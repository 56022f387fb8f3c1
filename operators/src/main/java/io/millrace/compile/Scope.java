// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.RowErrors;

/**
 * A part of a program that runs over one set of rows: slots for the values, steps that fill them in
 * order. One below another first takes its rows of what the other has computed.
 */
final class Scope {
  final Block[] blocks;

  /** Null for slots that cannot fail. */
  final RowErrors[] errors;

  private final Step[] steps;
  private final Capture[] captures;
  private final int result;

  /** Of the program that is running. */
  Parameters parameters;

  /** Slot {@code from} of the scope above, brought into {@code to} by way of {@code block}. */
  record Capture(int from, int to, Block block, RowErrors errors) {}

  Scope(Block[] blocks, RowErrors[] errors, Step[] steps, Capture[] captures, int result) {
    this.blocks = blocks;
    this.errors = errors;
    this.steps = steps;
    this.captures = captures;
    this.result = result;
  }

  void run(Parameters given, int rows) {
    parameters = given;
    for (Step step : steps) {
      step.run(this, rows);
    }
  }

  /** Runs for the first {@code count} of {@code rows}, which are all if there are {@code total}. */
  void run(Scope above, int[] rows, int count, int total) {
    for (Capture each : captures) {
      if (count == total) {
        blocks[each.to] = above.blocks[each.from];
        errors[each.to] = above.errors[each.from];
      } else {
        each.block.gather(above.blocks[each.from], rows, count);
        blocks[each.to] = each.block;
        errors[each.to] = each.errors;
        if (each.errors != null) {
          each.errors.gather(above.errors[each.from], rows, count);
        }
      }
    }
    run(above.parameters, count);
  }

  /** The values of the one output, row by row of the set. */
  Block result() {
    return blocks[result];
  }

  RowErrors resultErrors() {
    return errors[result];
  }
}
