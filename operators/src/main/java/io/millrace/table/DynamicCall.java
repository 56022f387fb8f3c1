// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.expr.Field;
import io.millrace.row.TableTypes;
import java.util.List;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.utils.DataTypeUtils;

/** A call whose expression is a value, of which the query says the type. */
record DynamicCall(EvalColumns columns, io.millrace.expr.DataType type) implements SqlCall {
  @Override
  public DataType resultType() {
    return resultType(type);
  }

  static DataType resultType(io.millrace.expr.DataType type) {
    return DataTypeUtils.toInternalDataType(TableTypes.of(Field.of("result", type)).copy(true));
  }

  @Override
  public UserDefinedFunction compiled(List<DataType> arguments, boolean isDeterministic) {
    return new DynamicFunction(arguments, columns, type);
  }
}
