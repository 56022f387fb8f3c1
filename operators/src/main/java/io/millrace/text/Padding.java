// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.LongBlock;
import io.millrace.scalar.ValueSize;
import io.millrace.value.Utf8;

/** Text filled up or cut to a number of characters. */
final class Padding {
  private Padding() {}

  static void pad(String name, boolean left, Block[] args, int row, BytesBlock out) {
    BytesView text = new BytesView();
    text.move((BytesBlock) args[0], row);
    long length = Math.max(0, ((LongBlock) args[1]).values[row]);
    BytesView fill = new BytesView();
    if (args.length == 3) {
      fill.move((BytesBlock) args[2], row);
    } else {
      fill.bytes = new byte[] {' '};
      fill.end = 1;
    }
    ValueSize.check(name, length);
    long missing = length - Utf8.codePoints(text);
    out.begin(row);
    if (missing <= 0) {
      out.append(text.bytes, text.start, Utf8.skip(text.bytes, text.start, text.end, length));
    } else if (left) {
      fill(name, fill, missing, out);
      out.append(text.bytes, text.start, text.end);
    } else {
      out.append(text.bytes, text.start, text.end);
      fill(name, fill, missing, out);
    }
    out.finish(row);
  }

  private static void fill(String name, BytesView fill, long points, BytesBlock out) {
    long each = Utf8.codePoints(fill);
    if (each == 0) {
      return;
    }
    ValueSize.check(name, points / each * fill.length());
    for (long i = 0; i < points / each; i++) {
      out.append(fill.bytes, fill.start, fill.end);
    }
    int rest = Utf8.skip(fill.bytes, fill.start, fill.end, points % each);
    out.append(fill.bytes, fill.start, rest);
  }
}
