// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.Literal;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.value.Utf8;

/** A part of a text between delimiters, counted from 1, or from the end where negative. */
final class SplitPart {
  private static final String ZERO = "Cannot compute split_part: index 0, expected another";

  private SplitPart() {}

  /**
   * A constant index of 0 beside a constant delimiter is refused for texts that are null, too, but
   * not for NULL.
   */
  static Kernel kernel(Call call) {
    Literal delimiter = call.constant(1);
    Literal index = call.constant(2);
    boolean nothing = delimiter == null || delimiter.isNull() || isNull(call.constant(0));
    if (index != null && Long.valueOf(0).equals(index.value()) && !nothing) {
      throw new MillraceException(ErrorCode.EVALUATION, ZERO);
    }
    return (Kernel.Row) SplitPart::apply;
  }

  private static boolean isNull(Literal constant) {
    return constant != null && constant.isNull();
  }

  private static void apply(Block[] args, int row, Block out) {
    BytesView text = view(args[0], row);
    BytesView delimiter = view(args[1], row);
    long index = ((LongBlock) args[2]).values[row];
    if (index == 0) {
      throw new EvaluationError(ZERO);
    }
    int[] part = part(text, delimiter, index);
    ((BytesBlock) out).set(row, text.bytes, part[0], part[1]);
  }

  private static BytesView view(Block block, int row) {
    BytesView view = new BytesView();
    view.move((BytesBlock) block, row);
    return view;
  }

  /** Start and end; the same where there is no such part. */
  private static int[] part(BytesView text, BytesView delimiter, long index) {
    if (delimiter.length() == 0) {
      boolean whole = index == 1 || index == -1;
      return new int[] {text.start, whole ? text.end : text.start};
    }
    long wanted = index > 0 ? index - 1 : count(text, delimiter) + index;
    int start = text.start;
    if (wanted < 0) {
      return new int[] {start, start};
    }
    for (long i = 0; ; i++) {
      int end = Utf8.indexOf(text, start, delimiter);
      if (i == wanted) {
        return new int[] {start, end < 0 ? text.end : end};
      }
      if (end < 0) {
        return new int[] {start, start};
      }
      start = end + delimiter.length();
    }
  }

  private static long count(BytesView text, BytesView delimiter) {
    long parts = 1;
    int at = text.start;
    while ((at = Utf8.indexOf(text, at, delimiter)) >= 0) {
      parts++;
      at += delimiter.length();
    }
    return parts;
  }
}
