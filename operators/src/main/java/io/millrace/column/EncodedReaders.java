// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import java.util.Arrays;
import java.util.Objects;

/** Readers that look up the values of dictionaries and of runs. */
final class EncodedReaders {
  private EncodedReaders() {}

  /** All values of an array in one block. */
  private static final class Whole {
    private final DataType type;
    private final ColumnReader reader;
    private Block block;
    private int length;

    Whole(DataType type) {
      this.type = type;
      reader = ColumnReader.of(type);
      block = Block.of(Lane.of(type), 0);
    }

    void over(ArrowArray array) {
      length = array.length();
      if (block.capacity() < length) {
        block = Block.of(Lane.of(type), length);
      }
      reader.over(array);
      reader.read(0, length, block);
    }
  }

  /** Keys into a dictionary. */
  static final class Dictionaries extends ColumnReader {
    private final Whole dictionary;
    private final DataType keyType;
    private final ColumnReader keys;
    private LongBlock keyBlock = new LongBlock(0);
    private int[] places = new int[0];

    Dictionaries(DataType.Dictionary type) {
      dictionary = new Whole(type.value());
      keyType = type.key();
      keys = ColumnReader.of(keyType);
    }

    /** The keys know which of them are null. */
    @Override
    boolean hasValidity() {
      return false;
    }

    @Override
    void take(ArrowArray array) {
      dictionary.over(array.dictionary());
      keys.over(new ArrowArray(keyType, array.length(), array.buffers(), array.children(), null));
    }

    @Override
    void values(long from, int rows, Block out) {
      if (places.length < rows) {
        places = new int[rows];
        keyBlock = new LongBlock(rows);
      }
      keys.read(from, rows, keyBlock);
      if (dictionary.length > 0) {
        for (int i = 0; i < rows; i++) {
          places[i] =
              keyBlock.isNull(i)
                  ? 0
                  : Objects.checkIndex((int) keyBlock.values[i], dictionary.length);
        }
        out.gather(dictionary.block, places, rows);
      }
      out.addNulls(keyBlock, rows);
    }
  }

  /** Runs of one value, by where they end. */
  static final class Runs extends ColumnReader {
    private final Whole ends;
    private final Whole runValues;
    private int[] places = new int[0];

    Runs(DataType.RunEndEncoded type) {
      ends = new Whole(type.runEnds().type());
      runValues = new Whole(type.values().type());
    }

    @Override
    boolean hasValidity() {
      return false;
    }

    @Override
    void take(ArrowArray array) {
      ends.over(array.children().get(0));
      runValues.over(array.children().get(1));
    }

    @Override
    void values(long from, int rows, Block out) {
      if (places.length < rows) {
        places = new int[rows];
      }
      long[] lasts = ((LongBlock) ends.block).values;
      int found = Arrays.binarySearch(lasts, 0, ends.length, from);
      int run = found < 0 ? ~found : found + 1;
      for (int i = 0; i < rows; i++) {
        while (lasts[run] <= from + i) {
          run++;
        }
        places[i] = run;
      }
      out.gather(runValues.block, places, rows);
    }
  }
}
