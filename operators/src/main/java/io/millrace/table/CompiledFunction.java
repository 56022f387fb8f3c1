// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.operator.ExprMapFunction;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.utils.DataTypeUtils;

/** One expression over the arguments of one call in a query, as tasks evaluate it. */
@Internal
public final class CompiledFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  private final List<DataType> arguments;
  private final ArgumentRow row;
  private final ExprMapFunction<RowData, RowData> function;
  private final boolean isDeterministic;

  CompiledFunction(
      List<DataType> arguments,
      ArgumentRow row,
      ExprMapFunction<RowData, RowData> function,
      boolean isDeterministic) {
    this.arguments = arguments.stream().map(DataTypeUtils::toInternalDataType).toList();
    this.row = row;
    this.function = function;
    this.isDeterministic = isDeterministic;
  }

  /** Arguments and results are in the form that the runtime of tables has them in. */
  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return TypeInference.newBuilder()
        .inputTypeStrategy(InputTypeStrategies.explicitSequence(arguments.toArray(DataType[]::new)))
        .outputTypeStrategy(context -> Optional.of(FixedCall.resultType(function)))
        .build();
  }

  @Override
  public void open(FunctionContext context) {
    function.open(context.getMetricGroup());
  }

  public Object eval(Object... args) {
    return ((GenericRowData) function.map(row.of(args))).getField(0);
  }

  @Override
  public boolean isDeterministic() {
    return isDeterministic;
  }
}
