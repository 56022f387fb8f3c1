// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.types.HeldAccumulators;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * An aggregate of which a query says what it computes: its type is that of the expression that a
 * call stands for, and when the query is planned that expression takes its place.
 *
 * <p>Flink shows the literals of a call while it validates the query, and no more when it plans it,
 * because it computes arguments before. So what a call stands for is kept in between.
 */
@Internal
public abstract class PlannedAggregate extends AggregateFunction<Object, HeldAccumulators>
    implements SpecializedFunction {
  private static final long serialVersionUID = 1L;

  private transient SeenAggregates seen;

  PlannedAggregate() {}

  /**
   * No field: a plan that is compiled into a file names functions that have none by their class.
   */
  abstract Retraction retraction();

  /** What a call may have. */
  InputTypeStrategy arguments() {
    return InputTypeStrategies.WILDCARD;
  }

  /** Throws {@code ValidationException} for arguments that it can not have. */
  abstract AggregateQuery query(CallContext context);

  /** The same where only the types of arguments are known, of a query that was never validated. */
  abstract AggregateQuery queryOfTypes(CallContext context);

  @Override
  public final TypeInference getTypeInference(DataTypeFactory types) {
    return TypeInference.newBuilder()
        .inputTypeStrategy(arguments())
        .accumulatorTypeStrategy(TaskAggregate.ACCUMULATOR)
        .outputTypeStrategy(context -> Optional.of(known(context).resultType()))
        .build();
  }

  @Override
  public final UserDefinedFunction specialize(SpecializedContext context) {
    CallContext arguments = context.getCallContext();
    return known(arguments).compiled(arguments.getArgumentDataTypes());
  }

  private synchronized AggregateQuery known(CallContext context) {
    if (seen == null) {
      seen = new SeenAggregates();
    }
    if (showsLiterals(context)) {
      AggregateQuery query = retraction().of(query(context));
      seen.add(context, query);
      return query;
    }
    List<AggregateQuery> found = seen.find(context);
    if (found.size() > 1) {
      throw context.newValidationError(
          "Cannot plan a call: found %s and others for arguments of the same types, expected one;"
              + " aggregates of module millrace and of CREATE FUNCTION tell them apart, one that"
              + " is registered as an object does not",
          found.get(0).expr());
    }
    return found.isEmpty() ? retraction().of(queryOfTypes(context)) : found.get(0);
  }

  /** A context in which arguments are computed already refuses to say anything of them. */
  private static boolean showsLiterals(CallContext context) {
    try {
      if (!context.getArgumentDataTypes().isEmpty()) {
        context.isArgumentLiteral(0);
      }
      return true;
    } catch (UnsupportedOperationException lost) {
      return false;
    }
  }

  @Override
  public final HeldAccumulators createAccumulator() {
    throw unplanned();
  }

  /** Never called: {@link #specialize} gives another function, which is. Flink looks for it. */
  public final void accumulate(HeldAccumulators group, Object... args) {
    throw unplanned();
  }

  @Override
  public final Object getValue(HeldAccumulators group) {
    throw unplanned();
  }

  private IllegalStateException unplanned() {
    return new IllegalStateException("Cannot evaluate " + this + ": it was not planned");
  }
}
