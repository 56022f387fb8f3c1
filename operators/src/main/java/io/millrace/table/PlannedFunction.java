// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.row.TableTypes;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * A function of which a query says what it computes: its type is that of the expression that a call
 * stands for, and when the query is planned that expression takes its place.
 */
@Internal
public abstract class PlannedFunction extends ScalarFunction implements SpecializedFunction {
  private static final long serialVersionUID = 1L;

  /**
   * The zone that instants are told of while only types are asked for, which it does not change.
   */
  private static final TableTypes UTC = TableTypes.in("UTC");

  PlannedFunction() {}

  /** Throws {@code ValidationException} for arguments that it can not have. */
  abstract SqlCall call(CallContext context, TableTypes types);

  @Override
  public final TypeInference getTypeInference(DataTypeFactory types) {
    return TypeInference.newBuilder()
        .inputTypeStrategy(InputTypeStrategies.WILDCARD)
        .outputTypeStrategy(context -> Optional.of(call(context, UTC).resultType()))
        .build();
  }

  @Override
  public final UserDefinedFunction specialize(SpecializedContext context) {
    String zone = context.getConfiguration().get(TableConfigOptions.LOCAL_TIME_ZONE);
    CallContext arguments = context.getCallContext();
    return call(arguments, TableTypes.in(zone)).compiled(arguments.getArgumentDataTypes());
  }

  /** Never called: {@link #specialize} gives another function, which is. Flink looks for it. */
  public final Object eval(Object... args) {
    throw new IllegalStateException("Cannot evaluate " + this + ": it was not planned");
  }
}
