// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.expr.Field;
import java.time.DateTimeException;

/**
 * One column of results as Java values.
 *
 * @param values of the property that it is for
 */
record OutputColumn(Result result, Field field, JavaValues values) {
  /** Of a result that has been computed; null, told to it, for what has no Java value. */
  Object object() {
    try {
      return values.read(result.value(), field.type().unwrapped());
    } catch (DateTimeException | ArithmeticException e) {
      result.failed().accept("no Java value for the result: " + e.getMessage());
      return null;
    }
  }
}
