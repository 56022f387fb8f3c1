// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.RowErrors;
import io.millrace.column.ValidRows;
import io.millrace.kernel.Kernel;
import io.millrace.value.Utf8;

/**
 * The part of a text whose place and length are known beforehand, in code points.
 *
 * @param skipped how many come before it
 * @param taken how many it has, where the text is long enough
 */
record ConstantSlice(long skipped, long taken, Kernel byValue) implements Kernel.Blocks {
  /**
   * @param from the first one, from 1 on; a start before the text eats into the length
   * @param length not below zero
   */
  static ConstantSlice of(long from, long length) {
    long skipped = Math.max(1, from) - 1;
    long taken = Math.max(0, TextSlices.end(from, length) - 1 - skipped);
    Kernel byValue =
        length == Long.MAX_VALUE
            ? (Kernel.Blb) (text, start, out) -> TextSlices.substr(text, from, length, out)
            : (Kernel.Bllb) (text, start, count, out) -> TextSlices.substr(text, from, length, out);
    return new ConstantSlice(skipped, taken, byValue);
  }

  @Override
  public void apply(Block[] args, Block out, int rows, RowErrors errors) {
    BytesBlock text = (BytesBlock) args[0];
    BytesBlock slices = (BytesBlock) out;
    boolean ascii = text.isAscii(rows);
    slices.share(text);
    if (ascii) {
      ascii(text, slices, rows);
      return;
    }
    ValidRows left = new ValidRows(out, rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      int end = text.ends[row];
      int start = Utf8.skip(text.bytes, text.starts[row], end, skipped);
      slices.starts[row] = start;
      slices.ends[row] = Utf8.skip(text.bytes, start, end, taken);
    }
  }

  /** Only places are computed, so that what is under a null does no harm. */
  private void ascii(BytesBlock text, BytesBlock slices, int rows) {
    int skip = (int) Math.min(skipped, Integer.MAX_VALUE);
    int take = (int) Math.min(taken, Integer.MAX_VALUE);
    int[] starts = text.starts;
    int[] ends = text.ends;
    int[] firsts = slices.starts;
    int[] lasts = slices.ends;
    for (int i = 0; i < rows; i++) {
      int end = ends[i];
      int start = starts[i] + Math.min(skip, end - starts[i]);
      firsts[i] = start;
      lasts[i] = start + Math.min(take, end - start);
    }
  }
}
