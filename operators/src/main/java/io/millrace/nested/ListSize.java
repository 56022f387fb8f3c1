// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.HeldBytes;
import io.millrace.scalar.ValueSize;
import org.apache.flink.annotation.Internal;

/** How large a list may become; to be asked before it is made. */
@Internal
public final class ListSize {
  /** What a value without bytes of its own counts for. */
  public static final long SLOT = HeldBytes.SLOT;

  private ListSize() {}

  /** {@code count}, which is none below 0, of {@code each} bytes. */
  static void check(String function, long count, long each) {
    long most = ValueSize.MAX_BYTES / Math.max(1, each);
    ValueSize.check(function, count > most ? Long.MAX_VALUE : count * each);
  }

  /** About as many as a value takes. */
  public static long of(Object value) {
    return HeldBytes.of(value);
  }
}
