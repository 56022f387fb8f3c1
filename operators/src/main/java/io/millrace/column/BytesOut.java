// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/** Where a kernel puts the bytes of its result; what it appended makes up the value of the row. */
@Internal
public final class BytesOut {
  private BytesBlock block;
  private int row;

  public void move(BytesBlock target, int targetRow) {
    if (block != target) {
      block = target;
    }
    row = targetRow;
    block.begin(row);
  }

  public void finish() {
    block.finish(row);
  }

  public void append(BytesView view) {
    block.append(view.bytes, view.start, view.end);
  }

  public void append(byte[] source, int from, int to) {
    block.append(source, from, to);
  }

  public void append(byte value) {
    block.append(value);
  }

  public void append(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    block.append(utf8, 0, utf8.length);
  }
}
