// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.expr.Field;
import java.time.DateTimeException;

/**
 * One column of results as Java values.
 *
 * @param form of the property that it is for
 */
record OutputColumn(Result result, Field field, JavaForm form) {
  /** Of a result that has been computed; null, told to it, for what has no Java value. */
  Object object() {
    try {
      return form.reading().read(result.value());
    } catch (DateTimeException | ArithmeticException e) {
      result.failed().accept("no Java value for the result: " + e.getMessage());
      return null;
    }
  }
}
