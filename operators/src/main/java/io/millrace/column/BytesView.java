// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/**
 * A movable window on bytes: the argument of kernels over text, valid until the loop moves it on.
 */
@Internal
public final class BytesView {
  public byte[] bytes;
  public int start;
  public int end;

  public void move(BytesBlock block, int row) {
    if (bytes != block.bytes) {
      bytes = block.bytes;
    }
    start = block.starts[row];
    end = block.ends[row];
  }

  public int length() {
    return end - start;
  }

  /** The text as UTF-16; for kernels that cannot work on bytes. */
  @Override
  public String toString() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
