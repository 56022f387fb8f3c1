// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.LongBlock;
import io.millrace.expr.Field;
import java.time.DateTimeException;

/**
 * One column of results as Java values.
 *
 * @param values of the property that it is for
 */
record OutputColumn(int index, Field field, JavaValues values) {
  /** Null for an SQL null, and for what has no answer or no Java value. */
  Object object(Results results) {
    if (!results.has(index)) {
      return null;
    }
    try {
      return values.read(results.block(index), 0, field.type());
    } catch (DateTimeException | ArithmeticException e) {
      results.failed("no Java value for the result: " + e.getMessage());
      return null;
    }
  }

  boolean truth(Results results) {
    return ((BoolBlock) required(results)).values[0] != 0;
  }

  long whole(Results results) {
    return ((LongBlock) required(results)).values[0];
  }

  double fraction(Results results) {
    return ((DoubleBlock) required(results)).values[0];
  }

  private Block required(Results results) {
    if (!results.has(index)) {
      throw new MillraceException(
          ErrorCode.EVALUATION,
          "Cannot write column \"%s\": %s, expected a value, as its property is a primitive %s"
              .formatted(field.name(), results.absence(index), values.primitive().getName()));
    }
    return results.block(index);
  }
}
