// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.hand;

import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Rows;
import java.util.Arrays;

/** Text, in the bytes where it lies. */
final class HandText {
  private HandText() {}

  /** {@code upper(substr(s, 2, 5))}: words at a time where a batch is all ASCII. */
  static final class UpperPart implements HandLoop {
    private final int[] offsets;
    private final byte[] out;
    private Rows last;

    UpperPart(int capacity) {
      offsets = new int[capacity + 1];
      out = new byte[5 * capacity + Long.BYTES];
    }

    @Override
    public void run(Rows batch) {
      last = batch;
      int rows = batch.count();
      byte[] bytes = batch.s().bytes();
      int[] ends = batch.s().offsets();
      if (!Words.isAscii(bytes, ends[rows])) {
        throw new UnsupportedOperationException("text that is not ASCII");
      }
      int end = 0;
      for (int i = 0; i < rows; i++) {
        int start = ends[i] + 1;
        int length = Math.max(0, Math.min(5, ends[i + 1] - start));
        Words.set(out, end, Words.upper(Words.at(bytes, Math.min(start, ends[rows]))));
        end += length;
        offsets[i + 1] = end;
      }
    }

    @Override
    public Column output() {
      return new Column.Texts(last.count(), out, offsets, last.s().valid());
    }
  }

  /** {@code s LIKE '%ab%'}: one search through the bytes of all rows. */
  static final class Contains implements HandLoop {
    private static final long A = Words.repeat('a');
    private static final long B = Words.repeat('b');

    private final byte[] out;
    private Rows last;

    Contains(int capacity) {
      out = new byte[capacity];
    }

    @Override
    public void run(Rows batch) {
      last = batch;
      int rows = batch.count();
      byte[] bytes = batch.s().bytes();
      int[] offsets = batch.s().offsets();
      Arrays.fill(out, 0, rows, (byte) 0);
      int end = offsets[rows];
      int row = 0;
      int place = 0;
      // The eight bytes behind the last row hold no letter.
      for (; place + 1 < end; place += Long.BYTES) {
        long next = place + Long.BYTES < bytes.length ? bytes[place + Long.BYTES] : 0;
        long word = Words.at(bytes, place);
        long found = Words.zeros((word ^ A) | (((word >>> 8) | (next << 56)) ^ B));
        for (; found != 0; found &= found - 1) {
          int at = place + (Long.numberOfTrailingZeros(found) >>> 3);
          while (offsets[row + 1] <= at) {
            row++;
          }
          if (at + 2 <= offsets[row + 1]) {
            out[row] = -1;
          }
        }
      }
    }

    @Override
    public Column output() {
      return new Column.Bools(last.count(), out, last.s().valid());
    }
  }

  /** {@code regexp_like(s, '^[a-f]+[0-9]*$')}: its automaton, written out. */
  static final class LettersThenDigits implements HandLoop {
    private final byte[] out;
    private Rows last;

    LettersThenDigits(int capacity) {
      out = new byte[capacity];
    }

    @Override
    public void run(Rows batch) {
      last = batch;
      byte[] bytes = batch.s().bytes();
      int[] offsets = batch.s().offsets();
      int rows = batch.count();
      for (int i = 0; i < rows; i++) {
        int end = offsets[i + 1];
        int at = offsets[i];
        int start = at;
        while (at < end && bytes[at] >= 'a' && bytes[at] <= 'f') {
          at++;
        }
        boolean letters = at > start;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
          at++;
        }
        out[i] = (byte) (letters && at == end ? -1 : 0);
      }
    }

    @Override
    public Column output() {
      return new Column.Bools(last.count(), out, last.s().valid());
    }
  }
}
