// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.expr.Bytes;
import io.millrace.scalar.ValueSize;
import java.util.List;

/** How large a list may become; to be asked before it is made. */
final class ListSize {
  /** What a value without bytes of its own counts for. */
  static final long SLOT = Long.BYTES;

  private ListSize() {}

  /** {@code count}, which is none below 0, of {@code each} bytes. */
  static void check(String function, long count, long each) {
    long most = ValueSize.MAX_BYTES / Math.max(1, each);
    ValueSize.check(function, count > most ? Long.MAX_VALUE : count * each);
  }

  /** About as many as a value takes. */
  static long of(Object value) {
    if (value instanceof String text) {
      return SLOT + text.length();
    }
    if (value instanceof Bytes bytes) {
      return SLOT + bytes.length();
    }
    long sum = SLOT;
    if (value instanceof List<?> list) {
      for (Object each : list) {
        sum += of(each);
      }
    }
    return sum;
  }
}
