// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import org.apache.flink.annotation.Internal;

/** The error of a text that is no value of a type. */
@Internal
public final class Unreadable {
  private Unreadable() {}

  static EvaluationError as(byte[] bytes, int start, int end, DataType type) {
    return as(Utf8.text(bytes, start, end), type);
  }

  public static EvaluationError as(String text, DataType type) {
    return new EvaluationError("Cannot cast '" + text + "' to " + type + ": not one");
  }
}
