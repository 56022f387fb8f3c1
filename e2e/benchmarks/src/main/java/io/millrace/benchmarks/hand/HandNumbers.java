// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.hand;

import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Rows;

/** Numbers and times. */
final class HandNumbers {
  private HandNumbers() {}

  /** {@code a + b}. */
  static final class Sum implements HandLoop {
    private final long[] out;
    private final long[] valid;
    private int rows;

    Sum(int capacity) {
      out = new long[capacity];
      valid = new long[Column.words(capacity)];
    }

    @Override
    public void run(Rows batch) {
      rows = batch.count();
      long[] a = batch.a().values();
      long[] b = batch.b().values();
      for (int i = 0; i < rows; i++) {
        out[i] = a[i] + b[i];
      }
      System.arraycopy(batch.b().valid(), 0, valid, 0, Column.words(rows));
    }

    @Override
    public Column output() {
      return new Column.Longs(rows, out, valid);
    }
  }

  /** {@code (x * 2.5 + y) / (x + 1.0) - y * y}. */
  static final class Formula implements HandLoop {
    private final double[] out;
    private final long[] valid;
    private int rows;

    Formula(int capacity) {
      out = new double[capacity];
      valid = new long[Column.words(capacity)];
    }

    @Override
    public void run(Rows batch) {
      rows = batch.count();
      double[] x = batch.x().values();
      double[] y = batch.y().values();
      for (int i = 0; i < rows; i++) {
        out[i] = (x[i] * 2.5 + y[i]) / (x[i] + 1.0) - y[i] * y[i];
      }
      System.arraycopy(batch.y().valid(), 0, valid, 0, Column.words(rows));
    }

    @Override
    public Column output() {
      return new Column.Doubles(rows, out, valid);
    }
  }

  /** {@code date_trunc('hour', ts)}. */
  static final class Hour implements HandLoop {
    private static final long MICROS = 3_600_000_000L;

    private final long[] out;
    private int rows;

    Hour(int capacity) {
      out = new long[capacity];
    }

    @Override
    public void run(Rows batch) {
      rows = batch.count();
      long[] ts = batch.ts().values();
      for (int i = 0; i < rows; i++) {
        long past = ts[i] % MICROS;
        out[i] = ts[i] - (past + (MICROS & past >> 63));
      }
    }

    @Override
    public Column output() {
      return new Column.Longs(rows, out, null);
    }
  }

  /** {@code CAST(a AS DOUBLE) / CAST(b AS DOUBLE)}. */
  static final class Quotient implements HandLoop {
    private final double[] out;
    private final long[] valid;
    private int rows;

    Quotient(int capacity) {
      out = new double[capacity];
      valid = new long[Column.words(capacity)];
    }

    @Override
    public void run(Rows batch) {
      rows = batch.count();
      long[] a = batch.a().values();
      long[] b = batch.b().values();
      for (int i = 0; i < rows; i++) {
        out[i] = (double) a[i] / (double) b[i];
      }
      System.arraycopy(batch.b().valid(), 0, valid, 0, Column.words(rows));
    }

    @Override
    public Column output() {
      return new Column.Doubles(rows, out, valid);
    }
  }

  /**
   * {@code d * d + d}: 18 digits fit into one word, the result, of 38 digits and with four of them
   * behind the point, into two.
   */
  static final class DecimalFormula implements HandLoop {
    private final long[] high;
    private final long[] low;
    private int rows;

    DecimalFormula(int capacity) {
      high = new long[capacity];
      low = new long[capacity];
    }

    @Override
    public void run(Rows batch) {
      rows = batch.count();
      long[] d = batch.d().low();
      for (int i = 0; i < rows; i++) {
        long product = d[i] * d[i];
        long sum = product + d[i] * 100;
        long carry = Long.compareUnsigned(sum, product) < 0 ? 1 : 0;
        low[i] = sum;
        high[i] = Math.multiplyHigh(d[i], d[i]) + Math.multiplyHigh(d[i], 100) + carry;
      }
    }

    @Override
    public Column output() {
      return new Column.Wides(rows, high, low, null);
    }
  }
}
