// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.operator.ExprAggregateFunction;
import io.millrace.operator.LiveGroup;
import io.millrace.operator.LiveGroups;
import io.millrace.types.AccumulatorState;
import io.millrace.types.HeldAccumulators;
import io.millrace.types.HeldAccumulatorsSerializer;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.inference.TypeStrategy;
import org.apache.flink.table.types.utils.DataTypeUtils;

/**
 * What tasks evaluate of one call of an aggregate in a query, over arguments and with a result in
 * the form that the runtime of tables has them in. An error is of a row, which does not count then,
 * or of a group, which is NULL.
 */
@Internal
public abstract class TaskAggregate extends AggregateFunction<Object, HeldAccumulators> {
  private static final long serialVersionUID = 1L;

  static final TypeStrategy ACCUMULATOR =
      TypeStrategies.explicit(
          DataTypes.RAW(HeldAccumulators.class, HeldAccumulatorsSerializer.INSTANCE));

  private final List<DataType> arguments;
  private final DataType result;
  private final String text;
  private final ExprAggregateFunction<RowData, RowData> function;
  private final ArgumentRow row;
  private transient LiveGroups<RowData, RowData> groups;

  TaskAggregate(List<DataType> arguments, AggregateQuery query) {
    this.arguments = arguments.stream().map(DataTypeUtils::toInternalDataType).toList();
    result = query.resultType();
    text = query.text();
    function = query.function();
    row = query.row();
  }

  @Override
  public final TypeInference getTypeInference(DataTypeFactory types) {
    return TypeInference.newBuilder()
        .inputTypeStrategy(InputTypeStrategies.explicitSequence(arguments.toArray(DataType[]::new)))
        .accumulatorTypeStrategy(ACCUMULATOR)
        .outputTypeStrategy(context -> Optional.of(result))
        .build();
  }

  @Override
  public final void open(FunctionContext context) {
    groups = function.groups(CallMetrics.of(context, this, text));
  }

  @Override
  public final HeldAccumulators createAccumulator() {
    return new HeldAccumulators(AccumulatorState.EMPTY);
  }

  public final void accumulate(HeldAccumulators group, Object... args) {
    groups.add(row.of(args), live(group));
  }

  final void takeBack(HeldAccumulators group, Object[] args) {
    groups.takeBack(row.of(args), live(group));
  }

  public final void merge(HeldAccumulators group, Iterable<HeldAccumulators> others) {
    for (HeldAccumulators other : others) {
      groups.merge(live(group), other.state());
    }
  }

  public final void resetAccumulator(HeldAccumulators group) {
    group.reset(AccumulatorState.EMPTY);
  }

  @Override
  public final Object getValue(HeldAccumulators group) {
    RowData values = groups.result(live(group));
    return values == null ? null : ((GenericRowData) values).getField(0);
  }

  private LiveGroup live(HeldAccumulators group) {
    if (group.work() instanceof LiveGroup known) {
      return known;
    }
    LiveGroup begun = groups.open(group.state());
    group.begin(begun);
    return begun;
  }

  @Override
  public final void close() {
    if (groups != null) {
      groups.close();
    }
  }
}
