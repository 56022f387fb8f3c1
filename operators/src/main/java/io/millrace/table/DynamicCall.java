// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.expr.Field;
import io.millrace.row.TableTypes;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.utils.DataTypeUtils;

/**
 * A call whose expression is a value.
 *
 * @param type to which results are cast, as the query says
 */
record DynamicCall(EvalColumns columns, io.millrace.expr.DataType type)
    implements SqlCall, Serializable {
  Field result() {
    return Field.of("result", type);
  }

  @Override
  public DataType resultType() {
    return DataTypeUtils.toInternalDataType(TableTypes.of(result()).copy(true));
  }

  @Override
  public UserDefinedFunction compiled(List<DataType> arguments, boolean isDeterministic) {
    return new DynamicFunction(arguments, this);
  }
}
