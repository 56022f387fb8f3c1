// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Lane;
import io.millrace.expr.Bytes;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/** The members of an IN over constants in the form in which they are looked up. */
@Internal
public final class Members {
  private Members() {}

  /**
   * A {@link LongSet} for longs and (of {@link #bits}) doubles, a {@link BytesSet} for bytes, else
   * a set of values in {@code Literal}'s Java form.
   */
  public static Object of(TypedExpr.InSet set) {
    return switch (Lane.of(set.arg().type())) {
      case LONG -> LongSet.of(set.values().stream().mapToLong(each -> (Long) each));
      case DOUBLE -> LongSet.of(set.values().stream().mapToLong(each -> bits((Double) each)));
      case BYTES -> new BytesSet(set.values().stream().map(Members::bytes));
      case BOOL, INT128, OBJECT, NESTED -> set.values();
    };
  }

  /** One NaN, but two zeros. */
  public static long bits(double value) {
    return Double.doubleToLongBits(value);
  }

  private static byte[] bytes(Object value) {
    return value instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : ((Bytes) value).toArray();
  }
}
