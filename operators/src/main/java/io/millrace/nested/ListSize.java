// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.ElementList;
import io.millrace.column.Lane;
import io.millrace.expr.Bytes;
import io.millrace.scalar.ValueSize;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** How large a list may become; to be asked before it is made. */
@Internal
public final class ListSize {
  /** What a value without bytes of its own counts for. */
  public static final long SLOT = Long.BYTES;

  private ListSize() {}

  /** {@code count}, which is none below 0, of {@code each} bytes. */
  static void check(String function, long count, long each) {
    long most = ValueSize.MAX_BYTES / Math.max(1, each);
    ValueSize.check(function, count > most ? Long.MAX_VALUE : count * each);
  }

  /** About as many as a value takes. */
  public static long of(Object value) {
    if (value instanceof String text) {
      return SLOT + text.length();
    }
    if (value instanceof Bytes bytes) {
      return SLOT + bytes.length();
    }
    long sum = SLOT;
    if (value instanceof ElementList list && isOfSlots(list.elements().lane())) {
      return sum + list.size() * SLOT;
    }
    if (value instanceof List<?> list) {
      for (Object each : list) {
        sum += of(each);
      }
    }
    return sum;
  }

  private static boolean isOfSlots(Lane lane) {
    return switch (lane) {
      case BOOL, LONG, DOUBLE, INT128 -> true;
      case BYTES, OBJECT, NESTED -> false;
    };
  }
}
