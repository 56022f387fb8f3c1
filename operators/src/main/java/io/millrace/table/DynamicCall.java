// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.MillraceException;
import io.millrace.expr.Field;
import io.millrace.row.TableTypes;
import io.millrace.sql.SqlSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.utils.DataTypeUtils;

/**
 * A call whose expression is a value.
 *
 * @param type to which results are cast, as the query says
 */
record DynamicCall(
    ExprForm form, EvalColumns columns, io.millrace.expr.DataType type, Answer answer)
    implements SqlCall, Serializable {
  /** What the call gives. */
  enum Answer {
    VALUE,
    /** Why there is no value; NULL where there is one. */
    ERROR
  }

  /**
   * Throws {@code ValidationException} where the first argument is no expression, or the last no
   * type.
   */
  static DynamicCall of(CallContext context, TableTypes types, Answer answer) {
    ExprForm form = ExprForm.of(context);
    int args = context.getArgumentDataTypes().size();
    Optional<String> type =
        args > 1 && isText(context, args - 1)
            ? context.getArgumentValue(args - 1, String.class)
            : Optional.empty();
    if (type.isEmpty()) {
      throw context.newValidationError(
          "Cannot evaluate an expression that is a value: found no type, expected that of all"
              + " results as the last argument, as in 'BOOLEAN'");
    }
    return new DynamicCall(
        form, EvalColumns.of(context, args - 1, types), type(type.get()), answer);
  }

  static boolean isText(CallContext context, int place) {
    return context
        .getArgumentDataTypes()
        .get(place)
        .getLogicalType()
        .is(LogicalTypeFamily.CHARACTER_STRING);
  }

  private static io.millrace.expr.DataType type(String sql) {
    try {
      return SqlSchema.parse("result " + sql).fields().get(0).type();
    } catch (MillraceException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  Field result() {
    return Field.of("result", type);
  }

  @Override
  public DataType resultType() {
    return switch (answer) {
      case VALUE -> DataTypeUtils.toInternalDataType(TableTypes.of(result()).copy(true));
      case ERROR -> DataTypeUtils.toInternalDataType(DataTypes.STRING());
    };
  }

  @Override
  public UserDefinedFunction compiled(List<DataType> arguments) {
    return new DynamicFunction(arguments, this);
  }
}
