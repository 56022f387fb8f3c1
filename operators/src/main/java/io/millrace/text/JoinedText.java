// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.scalar.ValueSize;

/** Texts put together, nulls left out. */
final class JoinedText {
  private JoinedText() {}

  static void concat(Block[] args, int row, Block out) {
    join(args, 0, row, (BytesBlock) out, null);
  }

  static void concatWs(Block[] args, int row, Block out) {
    if (args[0].isNull(row)) {
      out.setNull(row);
      return;
    }
    BytesView separator = new BytesView();
    separator.move((BytesBlock) args[0], row);
    join(args, 1, row, (BytesBlock) out, separator);
  }

  private static void join(Block[] args, int first, int row, BytesBlock out, BytesView separator) {
    long size = 0;
    for (int i = first; i < args.length; i++) {
      BytesBlock each = (BytesBlock) args[i];
      size += each.isNull(row) ? 0 : each.ends[row] - each.starts[row];
      size += separator == null ? 0 : separator.length();
    }
    ValueSize.check(separator == null ? "concat" : "concat_ws", size);
    out.begin(row);
    boolean any = false;
    for (int i = first; i < args.length; i++) {
      BytesBlock each = (BytesBlock) args[i];
      if (!each.isNull(row)) {
        if (any && separator != null) {
          out.append(separator.bytes, separator.start, separator.end);
        }
        out.append(each.bytes, each.starts[row], each.ends[row]);
        any = true;
      }
    }
    out.finish(row);
  }
}
