// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * Values of one lane for up to {@link #capacity} rows, with a bit a row for what is not null.
 * Blocks are scratch: mutable, reused, confined to one thread. Values under a null are arbitrary.
 */
@Internal
public abstract sealed class Block
    permits BoolBlock, LongBlock, DoubleBlock, Int128Block, BytesBlock, ObjectBlock, NestedBlock {
  /**
   * Rows in a block of a batch; small enough for the cache, large enough to hide the fixed cost.
   */
  public static final int CAPACITY = 1024;

  private final int capacity;
  private long[] valid;
  private boolean nullable;

  Block(int capacity) {
    this.capacity = capacity;
  }

  public static Block of(Lane lane, int capacity) {
    return switch (lane) {
      case BOOL -> new BoolBlock(capacity);
      case LONG -> new LongBlock(capacity);
      case DOUBLE -> new DoubleBlock(capacity);
      case INT128 -> new Int128Block(capacity);
      case BYTES -> new BytesBlock(capacity);
      case OBJECT -> new ObjectBlock(capacity);
      case NESTED -> new NestedBlock(capacity);
    };
  }

  public abstract Lane lane();

  /** Copies the value (not the nullness) at {@code from} of a block of the same lane. */
  public abstract void copyValue(int to, Block source, int from);

  /** Copies values (not nullness); a null array of rows stands for 0, 1, 2, … */
  abstract void copyValues(int[] to, Block source, int[] from, int count);

  /** Gives the rows before {@code rows} the value and the nullness of row 0. */
  public final void repeat(int rows) {
    if (nullable) {
      Arrays.fill(valid, isNull(0) ? 0L : -1L);
    }
    repeatValue(rows);
  }

  abstract void repeatValue(int rows);

  /** Forgets all values, after which none is null; to be called before a block is filled anew. */
  public void reset() {
    nullable = false;
  }

  public final int capacity() {
    return capacity;
  }

  /** False says that no row is null; true that some may be. */
  public final boolean mayHaveNulls() {
    return nullable;
  }

  /** Whether one of the first rows is null. */
  public final boolean hasNulls(int rows) {
    if (nullable) {
      for (int word = 0; word < Masks.words(rows); word++) {
        if ((~valid[word] & Masks.present(word, rows)) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  public final boolean isNull(int row) {
    return nullable && (valid[row >>> 6] >>> row & 1) == 0;
  }

  /** How many of the first rows are not null. */
  public final int countValid(int rows) {
    if (!nullable) {
      return rows;
    }
    int count = 0;
    for (int word = 0; word < Masks.words(rows); word++) {
      count += Long.bitCount(valid[word] & Masks.present(word, rows));
    }
    return count;
  }

  public final void setNull(int row) {
    validWords()[row >>> 6] &= ~(1L << row);
  }

  public final void setValid(int row) {
    if (nullable) {
      valid[row >>> 6] |= 1L << row;
    }
  }

  /** Makes all rows not null. */
  public final void clearNulls() {
    nullable = false;
  }

  /** The validity bits, made all set if no row was null; row 0 is the lowest bit of word 0. */
  public final long[] validWords() {
    if (!nullable) {
      if (valid == null) {
        valid = new long[(capacity + 63) >>> 6];
      }
      Arrays.fill(valid, -1L);
      nullable = true;
    }
    return valid;
  }

  /** The validity bits, to be written by the caller for all rows that there are. */
  final long[] newValidWords() {
    if (valid == null) {
      valid = new long[(capacity + 63) >>> 6];
    }
    nullable = true;
    return valid;
  }

  /** Takes over which of the first rows of {@code source} are null. */
  public final void copyNulls(Block source, int rows) {
    if (source.nullable) {
      System.arraycopy(source.valid, 0, validWords(), 0, (rows + 63) >>> 6);
    } else {
      nullable = false;
    }
  }

  /** Makes null, too, what is null among the first rows of {@code source}. */
  public final void addNulls(Block source, int rows) {
    if (source.hasNulls(rows)) {
      long[] mine = validWords();
      for (int word = 0; word < (rows + 63) >>> 6; word++) {
        mine[word] &= source.valid[word];
      }
    }
  }

  /** Becomes the chosen rows of {@code source}, in their order. */
  public final void gather(Block source, int[] rows, int count) {
    reset();
    if (source.nullable) {
      Masks.gather(source.valid, newValidWords(), rows, count);
    }
    copyValues(null, source, rows, count);
  }

  /**
   * Copies values and nullness from row to row; a null array of rows stands for 0, 1, 2, … Rows
   * that are not named keep what they have.
   */
  public final void copyRows(int[] to, Block source, int[] from, int count) {
    if (source.nullable || nullable) {
      for (int i = 0; i < count; i++) {
        int row = to == null ? i : to[i];
        if (source.isNull(from == null ? i : from[i])) {
          setNull(row);
        } else {
          setValid(row);
        }
      }
    }
    copyValues(to, source, from, count);
  }

  /** Copies values and nullness of rows that follow one another. */
  public final void copyRange(int to, Block source, int from, int count) {
    if (source.nullable || nullable) {
      for (int i = 0; i < count; i++) {
        if (source.isNull(from + i)) {
          setNull(to + i);
        } else {
          setValid(to + i);
        }
      }
    }
    copyRangeValues(to, source, from, count);
  }

  /** Copies values, not nullness. */
  abstract void copyRangeValues(int to, Block source, int from, int count);

  /**
   * Becomes the first rows of {@code sources}, none of which is this block: each row that of the
   * source in whose bits it is. The most of one source are copied at once, the others one by one.
   *
   * @param chosen the rows of each source; every one of the first rows is in one of them
   */
  public final void select(long[][] chosen, Block[] sources, int rows) {
    reset();
    int words = Masks.words(rows);
    int most = 0;
    int mostRows = -1;
    for (int i = 0; i < sources.length; i++) {
      int count = 0;
      for (int word = 0; word < words; word++) {
        count += Long.bitCount(chosen[i][word]);
      }
      if (count > mostRows) {
        most = i;
        mostRows = count;
      }
      if (count > 0) {
        selectNulls(chosen[i], sources[i], rows);
      }
    }
    copyValues(null, sources[most], null, rows);
    for (int i = 0; i < sources.length; i++) {
      if (i != most) {
        patchValues(chosen[i], sources[i], words);
      }
    }
  }

  private void selectNulls(long[] chosen, Block source, int rows) {
    if (source.hasNulls(rows)) {
      long[] mine = validWords();
      for (int word = 0; word < Masks.words(rows); word++) {
        mine[word] &= source.valid[word] | ~chosen[word];
      }
    }
  }

  /** Copies the values of the rows whose bits are set in the first words; not nullness. */
  abstract void patchValues(long[] rows, Block source, int words);

  /** Copies value and nullness. */
  public final void copy(int to, Block source, int from) {
    if (source.isNull(from)) {
      setNull(to);
    } else {
      setValid(to);
      copyValue(to, source, from);
    }
  }
}
