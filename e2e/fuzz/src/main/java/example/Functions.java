// SPDX-License-Identifier: Apache-2.0
package example;

import io.millrace.udf.ScalarUdf;
import java.io.Serializable;
import java.util.function.LongUnaryOperator;

/** Functions by value: seeds. */
public final class Functions {
  private Functions() {}

  /** A lambda that is more than its interface. */
  public static LongUnaryOperator over(long least) {
    return (LongUnaryOperator & Serializable)
        value -> {
          long rest = value;
          while (rest > least) {
            rest /= 2;
          }
          return rest;
        };
  }

  public static ScalarUdf risk(double limit) {
    return ScalarUdf.of(
        "risk", (Long amount, Double score) -> amount == null ? limit : amount * score);
  }
}
