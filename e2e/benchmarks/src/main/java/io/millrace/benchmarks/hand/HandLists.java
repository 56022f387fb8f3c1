// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.hand;

import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.NestedRows;
import java.util.Arrays;

/** One loop for one expression over lists and maps, into arrays that are used again. */
public abstract class HandLists {
  final long[] out;
  final long[] valid;
  private int rows;

  private HandLists(int capacity) {
    out = new long[capacity];
    valid = new long[Column.words(capacity)];
  }

  /** The loop for a query, for batches of at most so many rows. */
  public static HandLists of(String query, int rows) {
    return switch (query) {
      case "n01" -> new Length(rows);
      case "n02" -> new Second(rows);
      case "n03" -> new Has(rows);
      case "n04" -> new Most(rows);
      case "n05" -> new Sum(rows);
      case "n06" -> new SecondLeast(rows);
      case "n07" -> new Distinct(rows);
      case "n08" -> new Value(rows);
      default -> throw new IllegalArgumentException(query);
    };
  }

  public final void run(NestedRows batch) {
    rows = batch.count();
    Arrays.fill(valid, 0, Column.words(rows), 0);
    for (int row = 0; row < rows; row++) {
      if (!batch.isNull()[row] || isOfMaps()) {
        row(batch, row);
      }
    }
  }

  boolean isOfMaps() {
    return false;
  }

  /** Sets a row that is not null. */
  abstract void row(NestedRows batch, int row);

  final void set(int row, long value) {
    out[row] = value;
    valid[row >>> 6] |= 1L << row;
  }

  /** What the last run computed. */
  public Column output() {
    return new Column.Longs(rows, out, valid);
  }

  /** {@code array_length(l)}. */
  private static final class Length extends HandLists {
    Length(int capacity) {
      super(capacity);
    }

    @Override
    void row(NestedRows batch, int row) {
      set(row, batch.starts()[row + 1] - (long) batch.starts()[row]);
    }
  }

  /** {@code l[2]}. */
  private static final class Second extends HandLists {
    Second(int capacity) {
      super(capacity);
    }

    @Override
    void row(NestedRows batch, int row) {
      int place = batch.starts()[row] + 1;
      if (place < batch.starts()[row + 1] && batch.elements()[place] != NestedRows.NULL) {
        set(row, batch.elements()[place]);
      }
    }
  }

  /** {@code array_has(l, 42)}. */
  private static final class Has extends HandLists {
    private static final long WANTED = 42;

    Has(int capacity) {
      super(capacity);
    }

    @Override
    void row(NestedRows batch, int row) {
      boolean found = false;
      for (int i = batch.starts()[row]; i < batch.starts()[row + 1] && !found; i++) {
        found = batch.elements()[i] == WANTED;
      }
      set(row, found ? -1 : 0);
    }

    @Override
    public Column output() {
      Column flags = super.output();
      byte[] truth = new byte[flags.rows()];
      for (int i = 0; i < truth.length; i++) {
        truth[i] = (byte) out[i];
      }
      return new Column.Bools(flags.rows(), truth, valid);
    }
  }

  /** {@code array_max(l)}. */
  private static final class Most extends HandLists {
    Most(int capacity) {
      super(capacity);
    }

    @Override
    void row(NestedRows batch, int row) {
      long most = NestedRows.NULL;
      for (int i = batch.starts()[row]; i < batch.starts()[row + 1]; i++) {
        most = Math.max(most, batch.elements()[i]);
      }
      if (most != NestedRows.NULL) {
        set(row, most);
      }
    }
  }

  /** {@code array_sum(l)}, a double. */
  private static final class Sum extends HandLists {
    Sum(int capacity) {
      super(capacity);
    }

    @Override
    void row(NestedRows batch, int row) {
      double sum = 0;
      boolean any = false;
      for (int i = batch.starts()[row]; i < batch.starts()[row + 1]; i++) {
        if (batch.elements()[i] != NestedRows.NULL) {
          sum += batch.elements()[i];
          any = true;
        }
      }
      if (any) {
        set(row, Double.doubleToRawLongBits(sum));
      }
    }

    @Override
    public Column output() {
      Column bits = super.output();
      double[] sums = new double[bits.rows()];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = Double.longBitsToDouble(out[i]);
      }
      return new Column.Doubles(bits.rows(), sums, valid);
    }
  }

  /** {@code array_sort(l)[2]}, nulls first. */
  private static final class SecondLeast extends HandLists {
    private final long[] sorted = new long[16];

    SecondLeast(int capacity) {
      super(capacity);
    }

    @Override
    void row(NestedRows batch, int row) {
      int size = batch.starts()[row + 1] - batch.starts()[row];
      for (int i = 0; i < size; i++) {
        long value = batch.elements()[batch.starts()[row] + i];
        int j = i - 1;
        while (j >= 0 && sorted[j] > value) {
          sorted[j + 1] = sorted[j];
          j--;
        }
        sorted[j + 1] = value;
      }
      if (size > 1 && sorted[1] != NestedRows.NULL) {
        set(row, sorted[1]);
      }
    }
  }

  /** {@code array_length(array_distinct(l))}. */
  private static final class Distinct extends HandLists {
    Distinct(int capacity) {
      super(capacity);
    }

    @Override
    void row(NestedRows batch, int row) {
      long[] elements = batch.elements();
      int distinct = 0;
      for (int i = batch.starts()[row]; i < batch.starts()[row + 1]; i++) {
        int before = batch.starts()[row];
        while (before < i && elements[before] != elements[i]) {
          before++;
        }
        distinct += before == i ? 1 : 0;
      }
      set(row, distinct);
    }
  }

  /** {@code m['k3']}. */
  private static final class Value extends HandLists {
    Value(int capacity) {
      super(capacity);
    }

    @Override
    boolean isOfMaps() {
      return true;
    }

    @Override
    void row(NestedRows batch, int row) {
      for (int i = batch.entryStarts()[row]; i < batch.entryStarts()[row + 1]; i++) {
        if (batch.keys()[i] == '3') {
          set(row, batch.values()[i]);
          return;
        }
      }
    }
  }
}
