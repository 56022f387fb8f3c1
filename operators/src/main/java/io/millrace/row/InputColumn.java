// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.CellSink;
import io.millrace.column.EvaluationError;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.util.ArrayList;
import java.util.List;

/** One column of a schema as Java values fill it. */
record InputColumn(int index, Field field, JavaForm form) {
  static List<InputColumn> of(Schema schema, int[] indexes) {
    List<InputColumn> columns = new ArrayList<>();
    for (int index : indexes) {
      Field field = schema.fields().get(index);
      columns.add(new InputColumn(index, field, JavaForm.of(field.type())));
    }
    return columns;
  }

  /**
   * Writes a value, null for an SQL null. A value that the type can not hold is an {@link
   * EvaluationError} of the row; one of a class that does not fit is a mistake in the job, a {@link
   * MillraceException}.
   */
  void write(Object value, CellSink cell) {
    if (value == null) {
      cell.setNull();
      return;
    }
    try {
      form.writing().write(value, cell);
    } catch (ClassCastException e) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          subject(field)
              + "a "
              + value.getClass().getName()
              + ", expected "
              + form.typeInformation().getTypeClass().getSimpleName()
              + " for "
              + field.type(),
          e);
    } catch (ArithmeticException | NumberFormatException e) {
      throw outOfRange(field, value);
    }
  }

  static EvaluationError outOfRange(Field field, Object value) {
    String shown = value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
    return new EvaluationError(
        subject(field) + shown + ", expected a value in the range of " + field.type());
  }

  private static String subject(Field field) {
    return "Cannot read column \"" + field.name() + "\": ";
  }
}
