// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Takes large values of an expression, so that they need not go through its bytes. Whoever decodes
 * gives them back in the same order.
 */
@PublicEvolving
@FunctionalInterface
public interface BufferSink {
  /** Leaves everything in the bytes, where a value that occurs twice is still there once. */
  BufferSink NONE = buffer -> false;

  /**
   * Whether the sink takes the value; if not, it stays in the bytes.
   *
   * @param buffer read-only and not copied: it shows the memory of the expression
   */
  boolean take(ByteBuffer buffer);

  /** Gives values of at least so many bytes to {@code taker}. */
  static BufferSink above(int bytes, Consumer<ByteBuffer> taker) {
    return buffer -> {
      if (buffer.remaining() < bytes) {
        return false;
      }
      taker.accept(buffer);
      return true;
    };
  }
}
