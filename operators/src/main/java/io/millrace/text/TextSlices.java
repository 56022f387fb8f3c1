// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;
import io.millrace.column.ValidRows;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.value.Utf8;

/**
 * Parts of texts by places and lengths in code points; they share the bytes of the texts. In a
 * block of ASCII code points are bytes.
 */
final class TextSlices {
  private TextSlices() {}

  /** Code points from 1 on; a start before the text eats into the length. */
  static Kernel substr(Call call) {
    if (!substrFails(call)) {
      long from = (Long) call.constant(1).value();
      return ConstantSlice.of(
          from, call.arity() == 2 ? Long.MAX_VALUE : (Long) call.constant(2).value());
    }
    Kernel.Blocks slice = TextSlices::substr;
    return slice.byValue(
        call.arity() == 2
            ? (Kernel.Blb) (text, from, out) -> substr(text, from, Long.MAX_VALUE, out)
            : (Kernel.Bllb) TextSlices::substr);
  }

  /** Not if place and length are constants that can be. */
  static boolean substrFails(Call call) {
    return !isKnown(call, 1, Long.MIN_VALUE + 1) || (call.arity() == 3 && !isKnown(call, 2, 0));
  }

  private static boolean isKnown(Call call, int argument, long least) {
    return call.constant(argument) != null
        && call.constant(argument).value() instanceof Long value
        && value >= least;
  }

  private static void substr(Block[] args, Block out, int rows, RowErrors errors) {
    BytesBlock text = (BytesBlock) args[0];
    BytesBlock slices = (BytesBlock) out;
    long[] from = ((LongBlock) args[1]).values;
    long[] lengths = args.length == 2 ? null : ((LongBlock) args[2]).values;
    boolean ascii = text.isAscii(rows);
    slices.share(text);
    ValidRows left = new ValidRows(out, rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      long length = lengths == null ? Long.MAX_VALUE : lengths[row];
      String refusal = refusal(from[row], length);
      if (refusal != null) {
        errors.mark(row, refusal);
        continue;
      }
      long skipped = Math.max(1, from[row]) - 1;
      long taken = Math.max(0, end(from[row], length) - 1 - skipped);
      int start = skip(text.bytes, text.starts[row], text.ends[row], skipped, ascii);
      slices.starts[row] = start;
      slices.ends[row] = skip(text.bytes, start, text.ends[row], taken, ascii);
    }
  }

  static void substr(BytesView text, long from, long length, BytesOut out) {
    String refusal = refusal(from, length);
    if (refusal != null) {
      throw new EvaluationError(refusal);
    }
    long skipped = Math.max(1, from) - 1;
    long taken = Math.max(0, end(from, length) - 1 - skipped);
    int start = Utf8.skip(text.bytes, text.start, text.end, skipped);
    out.append(text.bytes, start, Utf8.skip(text.bytes, start, text.end, taken));
  }

  /** Null if place and length can be. */
  private static String refusal(long from, long length) {
    if (length < 0) {
      return "Cannot compute substr: length " + length + ", expected none below zero";
    }
    return from == Long.MIN_VALUE
        ? "Cannot compute substr: start " + from + " is out of range"
        : null;
  }

  /** The place behind the last one. */
  static long end(long from, long length) {
    return from > Long.MAX_VALUE - length ? Long.MAX_VALUE : from + length;
  }

  /**
   * The end of a text from which code points are counted; negative counts are left at the other.
   */
  enum End {
    LEFT,
    RIGHT;

    /** Where a text is cut. */
    private int cut(byte[] bytes, int start, int end, long count, boolean ascii) {
      boolean forwards = (this == LEFT) == (count >= 0);
      long distance = count >= 0 ? count : negated(count);
      return forwards
          ? skip(bytes, start, end, distance, ascii)
          : skipBack(bytes, start, end, distance, ascii);
    }

    /** A negative count leaves out so many at the other end. */
    Kernel kernel() {
      Kernel.Blocks slice =
          (args, out, rows, errors) -> {
            BytesBlock text = (BytesBlock) args[0];
            BytesBlock slices = (BytesBlock) out;
            long[] counts = ((LongBlock) args[1]).values;
            boolean ascii = text.isAscii(rows);
            slices.share(text);
            ValidRows left = new ValidRows(out, rows);
            for (int row = left.next(); row >= 0; row = left.next()) {
              int start = text.starts[row];
              int end = text.ends[row];
              int cut = cut(text.bytes, start, end, counts[row], ascii);
              slices.starts[row] = this == LEFT ? start : cut;
              slices.ends[row] = this == LEFT ? cut : end;
            }
          };
      return slice.byValue(
          (Kernel.Blb)
              (text, count, out) -> {
                int cut = cut(text.bytes, text.start, text.end, count, false);
                out.append(
                    text.bytes, this == LEFT ? text.start : cut, this == LEFT ? cut : text.end);
              });
    }
  }

  static int skip(byte[] bytes, int start, int end, long count, boolean ascii) {
    return ascii ? start + (int) Math.min(count, end - start) : Utf8.skip(bytes, start, end, count);
  }

  private static int skipBack(byte[] bytes, int start, int end, long count, boolean ascii) {
    return ascii
        ? end - (int) Math.min(count, end - start)
        : Utf8.skipBack(bytes, start, end, count);
  }

  private static long negated(long count) {
    return count == Long.MIN_VALUE ? Long.MAX_VALUE : -count;
  }
}
