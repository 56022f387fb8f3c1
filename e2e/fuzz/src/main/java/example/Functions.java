// SPDX-License-Identifier: Apache-2.0
package example;

import io.millrace.udf.ScalarUdf;

/** Functions by value: seeds. */
public final class Functions {
  private Functions() {}

  public static ScalarUdf risk(double limit) {
    return ScalarUdf.of(
        "risk", (Long amount, Double score) -> amount == null ? limit : amount * score);
  }
}
