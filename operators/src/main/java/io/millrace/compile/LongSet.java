// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.flink.annotation.Internal;

/**
 * A set of longs that never changes. A multiplier is looked for that gives every element a place of
 * its own, so that a lookup is one comparison without a branch. Where there is none, elements that
 * lie close together are bits, and others are looked for from their place on.
 */
@Internal
public abstract class LongSet {
  private static final long FIRST_MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** Multipliers that are tried, and up to how many elements. */
  private static final int TRIES = 256;

  private static final int MOST_TRIED = 1000;

  /** Up to so many bits an element take no more memory than a table. */
  private static final int BITS_EACH = 256;

  /** Up to so many bytes an element, and all together, are worth a look at one place. */
  private static final int BYTES_EACH = 512;

  private static final int MOST_BYTES = 1 << 14;

  static LongSet of(LongStream elements) {
    long[] sorted = elements.sorted().distinct().toArray();
    if (sorted.length == 0) {
      return new Bitmap(sorted);
    }
    long span = sorted[sorted.length - 1] - sorted[0];
    if (span >= 0 && span < Math.min(MOST_BYTES, (long) BYTES_EACH * sorted.length)) {
      return new Bytemap(sorted);
    }
    LongSet perfect = sorted.length <= MOST_TRIED ? Perfect.find(sorted) : null;
    if (perfect != null) {
      return perfect;
    }
    return span >= 0 && span < (long) BITS_EACH * sorted.length
        ? new Bitmap(sorted)
        : new Probed(sorted);
  }

  /** Gives -1 to rows whose value is among the elements, 0 to others. */
  abstract void test(long[] values, byte[] masks, int rows);

  public abstract boolean contains(long value);

  /** What is left of the 64 bits of a product is a place in a table with room to spare. */
  private static int shift(int elements) {
    return 62 - (32 - Integer.numberOfLeadingZeros(elements));
  }

  private static long next(long multiplier) {
    return (multiplier * 6364136223846793005L + 1442695040888963407L) | 1;
  }

  /** Every element at a place where no other can be. */
  private static final class Perfect extends LongSet {
    private final long[] table;
    private final int shift;
    private final long multiplier;

    private Perfect(long[] table, int shift, long multiplier) {
      this.table = table;
      this.shift = shift;
      this.multiplier = multiplier;
    }

    /** Null if no multiplier that is tried suits. */
    static LongSet find(long[] elements) {
      int shift = shift(elements.length);
      long multiplier = FIRST_MULTIPLIER;
      for (int i = 0; i < TRIES; i++) {
        long[] table = table(elements, shift, multiplier);
        if (table != null) {
          return new Perfect(table, shift, multiplier);
        }
        multiplier = next(multiplier);
      }
      return null;
    }

    /** Null if two elements meet. Free places hold an element whose place is another. */
    private static long[] table(long[] elements, int shift, long multiplier) {
      long[] table = new long[1 << (64 - shift)];
      Arrays.fill(table, elements[0]);
      boolean[] taken = new boolean[table.length];
      for (long element : elements) {
        int place = (int) ((element * multiplier) >>> shift);
        if (taken[place]) {
          return null;
        }
        taken[place] = true;
        table[place] = element;
      }
      return table;
    }

    @Override
    void test(long[] values, byte[] masks, int rows) {
      for (int i = 0; i < rows; i++) {
        long value = values[i];
        long difference = table[(int) ((value * multiplier) >>> shift)] ^ value;
        masks[i] = (byte) ((difference - 1 & ~difference) >> 63);
      }
    }

    @Override
    public boolean contains(long value) {
      return table[(int) ((value * multiplier) >>> shift)] == value;
    }
  }

  /** A mask for every value from the least element to the greatest, and one for all others. */
  private static final class Bytemap extends LongSet {
    private final byte[] masks;
    private final long least;

    Bytemap(long[] sorted) {
      least = sorted[0];
      masks = new byte[(int) (sorted[sorted.length - 1] - least) + 2];
      for (long element : sorted) {
        masks[(int) (element - least)] = -1;
      }
    }

    @Override
    void test(long[] values, byte[] result, int rows) {
      long last = masks.length - 1L;
      for (int i = 0; i < rows; i++) {
        result[i] = masks[place(values[i], last)];
      }
    }

    /** What is below the least counts as far above the greatest. */
    private int place(long value, long last) {
      long offset = value - least;
      return (int) Math.min((offset | offset >> 63) & Long.MAX_VALUE, last);
    }

    @Override
    public boolean contains(long value) {
      return masks[place(value, masks.length - 1L)] != 0;
    }
  }

  /** A bit for every value from the least element to the greatest. */
  private static final class Bitmap extends LongSet {
    private final long[] words;
    private final long least;
    private final long span;

    Bitmap(long[] sorted) {
      least = sorted.length == 0 ? 0 : sorted[0];
      span = sorted.length == 0 ? -1 : sorted[sorted.length - 1] - least;
      words = new long[(int) (Math.max(0, span) >>> 6) + 1];
      for (long element : sorted) {
        words[(int) ((element - least) >>> 6)] |= 1L << (element - least);
      }
    }

    @Override
    void test(long[] values, byte[] masks, int rows) {
      for (int i = 0; i < rows; i++) {
        long offset = values[i] - least;
        long inside = ~(offset | (span - offset)) >> 63;
        long bit = words[(int) ((offset & inside) >>> 6)] >>> offset & 1;
        masks[i] = (byte) (-bit & inside);
      }
    }

    @Override
    public boolean contains(long value) {
      long offset = value - least;
      return (offset | (span - offset)) >= 0 && (words[(int) (offset >>> 6)] >>> offset & 1) != 0;
    }
  }

  /** Elements at their place or behind it, with nothing free in between. */
  private static final class Probed extends LongSet {
    private final long[] table;
    private final boolean[] taken;
    private final int shift;

    Probed(long[] elements) {
      shift = shift(elements.length);
      table = new long[1 << (64 - shift)];
      taken = new boolean[table.length];
      for (long element : elements) {
        int place = place(element);
        while (taken[place]) {
          place = (place + 1) & (table.length - 1);
        }
        taken[place] = true;
        table[place] = element;
      }
    }

    private int place(long value) {
      return (int) ((value * FIRST_MULTIPLIER) >>> shift);
    }

    @Override
    void test(long[] values, byte[] masks, int rows) {
      for (int i = 0; i < rows; i++) {
        masks[i] = (byte) (contains(values[i]) ? -1 : 0);
      }
    }

    @Override
    public boolean contains(long value) {
      int place = place(value);
      while (taken[place] && table[place] != value) {
        place = (place + 1) & (table.length - 1);
      }
      return taken[place];
    }
  }
}
