// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.eval;

import io.millrace.benchmarks.workload.Column;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Columns one after another, as one; each is copied when it is added. */
final class Gathered {
  private final List<Column> parts = new ArrayList<>();
  private int rows;

  void add(Column part) {
    parts.add(part.copy(0, part.rows()));
    rows += part.rows();
  }

  Column column() {
    Column first = parts.get(0);
    if (first instanceof Column.Longs) {
      return new Column.Longs(rows, longs(0), valid());
    } else if (first instanceof Column.Doubles) {
      return new Column.Doubles(rows, doubles(), valid());
    } else if (first instanceof Column.Bools) {
      return new Column.Bools(rows, bools(), valid());
    } else if (first instanceof Column.Wides) {
      return new Column.Wides(rows, longs(1), longs(0), valid());
    }
    return texts();
  }

  /**
   * @param high 1 for the upper half of wide numbers
   */
  private long[] longs(int high) {
    long[] all = new long[rows];
    int at = 0;
    for (Column part : parts) {
      long[] values;
      if (part instanceof Column.Wides wide) {
        values = high == 1 ? wide.high() : wide.low();
      } else {
        values = ((Column.Longs) part).values();
      }
      System.arraycopy(values, 0, all, at, part.rows());
      at += part.rows();
    }
    return all;
  }

  private double[] doubles() {
    double[] all = new double[rows];
    int at = 0;
    for (Column part : parts) {
      System.arraycopy(((Column.Doubles) part).values(), 0, all, at, part.rows());
      at += part.rows();
    }
    return all;
  }

  private byte[] bools() {
    byte[] all = new byte[rows];
    int at = 0;
    for (Column part : parts) {
      System.arraycopy(((Column.Bools) part).values(), 0, all, at, part.rows());
      at += part.rows();
    }
    return all;
  }

  private Column texts() {
    int[] offsets = new int[rows + 1];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    for (Column part : parts) {
      Column.Texts text = (Column.Texts) part;
      int before = bytes.size();
      for (int i = 1; i <= part.rows(); i++) {
        offsets[at + i] = before + text.offsets()[i];
      }
      bytes.write(text.bytes(), 0, text.offsets()[part.rows()]);
      at += part.rows();
    }
    bytes.writeBytes(new byte[Long.BYTES]);
    return new Column.Texts(rows, bytes.toByteArray(), offsets, valid());
  }

  private long[] valid() {
    if (parts.stream().allMatch(part -> part.valid() == null)) {
      return null;
    }
    long[] all = new long[Column.words(rows)];
    int at = 0;
    for (Column part : parts) {
      for (int i = 0; i < part.rows(); i++, at++) {
        all[at >>> 6] |= (Column.isNull(part.valid(), i) ? 0L : 1L) << at;
      }
    }
    return all;
  }
}
