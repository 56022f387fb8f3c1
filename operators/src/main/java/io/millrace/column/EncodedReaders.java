// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;

/** Readers that look up the values of dictionaries and of runs. */
final class EncodedReaders {
  private EncodedReaders() {}

  private static Block whole(ArrowArray column) {
    int length = Math.toIntExact(column.length());
    Block block = Block.of(Lane.of(column.type()), length);
    ColumnReader.of(column).read(0, length, block);
    return block;
  }

  /** Keys into a dictionary. */
  static final class Dictionaries extends ColumnReader {
    private final Block dictionary;
    private final ColumnReader keys;
    private LongBlock keyBlock = new LongBlock(0);
    private int[] places = new int[0];

    Dictionaries(ArrowArray column) {
      super(column);
      DataType.Dictionary type = (DataType.Dictionary) column.type();
      dictionary = whole(column.dictionary());
      keys =
          ColumnReader.of(
              new ArrowArray(
                  type.key(),
                  column.length(),
                  column.nulls(),
                  column.buffers(),
                  column.children(),
                  null));
    }

    @Override
    void values(long from, int rows, Block out) {
      if (places.length < rows) {
        places = new int[rows];
        keyBlock = new LongBlock(rows);
      }
      keys.read(from, rows, keyBlock);
      if (dictionary.capacity() > 0) {
        for (int i = 0; i < rows; i++) {
          places[i] = keyBlock.isNull(i) ? 0 : (int) keyBlock.values[i];
        }
        out.gather(dictionary, places, rows);
      }
      out.addNulls(keyBlock, rows);
    }
  }

  /** Runs of one value, by where they end. */
  static final class Runs extends ColumnReader {
    private final long[] ends;
    private final Block runValues;
    private int[] places = new int[0];

    Runs(ArrowArray column) {
      ends = ((LongBlock) whole(column.children().get(0))).values;
      runValues = whole(column.children().get(1));
    }

    @Override
    void values(long from, int rows, Block out) {
      if (places.length < rows) {
        places = new int[rows];
      }
      int run = 0;
      while (ends[run] <= from) {
        run++;
      }
      for (int i = 0; i < rows; i++) {
        while (ends[run] <= from + i) {
          run++;
        }
        places[i] = run;
      }
      out.gather(runValues, places, rows);
    }
  }
}
