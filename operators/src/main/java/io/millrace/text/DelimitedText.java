// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.LongBlock;
import io.millrace.column.RowSteps;
import io.millrace.value.Utf8;
import java.util.Arrays;

/** Text of parts between delimiters: what stands before or behind the n-th, where a part stands. */
final class DelimitedText {
  private DelimitedText() {}

  /**
   * The first {@code args[2]} parts of a text, the last where negative, with the delimiters between
   * them.
   */
  static void parts(Block[] args, int row, Block out) {
    BytesView text = view(args[0], row);
    BytesView delimiter = view(args[1], row);
    long parts = ((LongBlock) args[2]).values[row];
    int start = text.start;
    int end = text.end;
    if (parts == 0 || delimiter.length() == 0) {
      end = start;
    } else if (parts > 0) {
      end = end(text, delimiter, parts);
    } else {
      start = start(text, delimiter, parts);
    }
    ((BytesBlock) out).set(row, text.bytes, start, end);
  }

  private static BytesView view(Block block, int row) {
    BytesView view = new BytesView();
    view.move((BytesBlock) block, row);
    return view;
  }

  private static int end(BytesView text, BytesView delimiter, long parts) {
    int from = text.start;
    for (long left = parts; ; left--) {
      int at = Utf8.indexOf(text, from, delimiter);
      if (at < 0) {
        return text.end;
      }
      if (left == 1) {
        return at;
      }
      from = at + delimiter.length();
    }
  }

  /** Delimiters are told from the end: in {@code aaa} the last {@code aa} counts. */
  private static int start(BytesView text, BytesView delimiter, long parts) {
    int length = delimiter.length();
    long left = parts;
    int at = text.end - length;
    RowSteps steps = new RowSteps("compute substr_index");
    while (at >= text.start) {
      int wrong =
          Arrays.mismatch(
              text.bytes, at, at + length, delimiter.bytes, delimiter.start, delimiter.end);
      steps.add(1 + (wrong >> 3));
      if (wrong >= 0) {
        at--;
      } else if (++left == 0) {
        return at + length;
      } else {
        at -= length;
      }
    }
    return text.start;
  }

  /** The place, from 1, of a part that is the whole of {@code part}; 0 if there is none. */
  static long find(BytesView part, BytesView list) {
    int from = list.start;
    for (long place = 1; ; place++) {
      int end = from;
      while (end < list.end && list.bytes[end] != ',') {
        end++;
      }
      if (Arrays.equals(part.bytes, part.start, part.end, list.bytes, from, end)) {
        return place;
      }
      if (end == list.end) {
        return 0;
      }
      from = end + 1;
    }
  }
}
