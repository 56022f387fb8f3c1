// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import java.util.List;

/** What rows of a result are written to. */
interface Sheet {
  /**
   * One row.
   *
   * @param values in the Java form of {@code Literal}
   * @param errors why there is no value, column by column; null where there is one
   */
  void add(Object[] values, String[] errors);

  /** The lines that are left to be written when all rows are there. */
  List<String> end();
}
