// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Lane;
import io.millrace.column.Masks;
import java.util.Arrays;

/**
 * CASE whose conditions and values are there for all rows and cannot fail: which rows each value is
 * for is found in words, without a branch.
 */
final class SelectStep extends Step {
  private final Test[] tests;
  private final int[] values;
  private final Block[] sources;

  /** The rows of each value. */
  private final long[][] chosen;

  /** What a condition asks of a slot. */
  enum Asks {
    TRUE,
    NULL,
    NOT_NULL
  }

  /** A condition; one that asks for nulls needs no block of its own. */
  record Test(Asks asks, int slot) {}

  /**
   * @param values slots; one more than there are tests
   */
  SelectStep(int slot, Test[] tests, int[] values, int capacity) {
    super(slot, new int[0]);
    this.tests = tests;
    this.values = values;
    sources = new Block[values.length];
    chosen = new long[values.length][Masks.words(capacity)];
  }

  static boolean isFor(Lane lane) {
    return switch (lane) {
      case BOOL, LONG, DOUBLE, INT128 -> true;
      case BYTES, OBJECT, NESTED -> false;
    };
  }

  @Override
  void run(Scope scope, int rows) {
    int words = Masks.words(rows);
    long[] open = chosen[tests.length];
    for (int word = 0; word < words; word++) {
      open[word] = Masks.present(word, rows);
    }
    for (int i = 0; i < tests.length; i++) {
      long[] mine = chosen[i];
      find(tests[i].asks, scope.blocks[tests[i].slot], mine, rows);
      for (int word = 0; word < words; word++) {
        mine[word] &= open[word];
        open[word] &= ~mine[word];
      }
    }
    for (int i = 0; i < values.length; i++) {
      sources[i] = scope.blocks[values[i]];
    }
    scope.blocks[slot].select(chosen, sources, rows);
  }

  /** Finds the rows for which a condition is true; null is not. */
  private static void find(Asks asks, Block block, long[] found, int rows) {
    int words = Masks.words(rows);
    if (asks == Asks.TRUE) {
      for (int word = 0; word < words; word++) {
        found[word] = Masks.pack(((BoolBlock) block).values, word, rows);
      }
      if (block.mayHaveNulls()) {
        for (int word = 0; word < words; word++) {
          found[word] &= block.validWords()[word];
        }
      }
    } else if (block.mayHaveNulls()) {
      long flip = asks == Asks.NULL ? -1L : 0L;
      for (int word = 0; word < words; word++) {
        found[word] = block.validWords()[word] ^ flip;
      }
    } else {
      Arrays.fill(found, 0, words, asks == Asks.NULL ? 0L : -1L);
    }
  }
}
