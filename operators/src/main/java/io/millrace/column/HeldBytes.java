// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Bytes;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** About how many bytes values take that are kept. */
@Internal
public final class HeldBytes {
  /** What a value without bytes of its own counts for. */
  public static final long SLOT = Long.BYTES;

  private HeldBytes() {}

  /** Of a value in the form of {@code Literal}. */
  public static long of(Object value) {
    if (value instanceof String text) {
      return SLOT + text.length();
    }
    if (value instanceof Bytes bytes) {
      return SLOT + bytes.length();
    }
    long sum = SLOT;
    if (value instanceof ElementList list && fixed(list.elements().lane()) > 0) {
      return sum + list.size() * SLOT;
    }
    if (value instanceof List<?> list) {
      for (Object each : list) {
        sum += of(each);
      }
    }
    return sum;
  }

  /** Of each row of a lane; 0 where rows differ. */
  public static long fixed(Lane lane) {
    return switch (lane) {
      case BOOL, LONG, DOUBLE, INT128 -> SLOT;
      case BYTES, OBJECT, NESTED -> 0;
    };
  }

  /** Of a row of a block. */
  public static long of(Block block, int row) {
    return switch (block.lane()) {
      case BOOL, LONG, DOUBLE, INT128 -> SLOT;
      case BYTES -> {
        BytesBlock bytes = (BytesBlock) block;
        yield SLOT + (block.isNull(row) ? 0 : bytes.ends[row] - bytes.starts[row]);
      }
      case OBJECT -> block.isNull(row) ? SLOT : of(((ObjectBlock) block).values[row]);
      case NESTED -> block.isNull(row) ? SLOT : of(((NestedBlock) block).view(row));
    };
  }
}
