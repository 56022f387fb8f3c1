// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.MillraceException;
import io.millrace.row.TableTypes;
import io.millrace.session.SenderContext;
import io.millrace.session.SessionContext;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * {@code df_agg}: an expression over aggregates that the query spells out, over columns by name, as
 * in {@code df_agg('max(x) - avg(x)', 'x', price)}, and behind them the time zone of those that are
 * instants.
 */
@PublicEvolving
public sealed class EvalAggregate extends PlannedAggregate permits EvalAggregateWithRetract {
  private static final long serialVersionUID = 1L;

  private static final TableTypes NO_ZONE = TableTypes.in("UTC");

  @Override
  Retraction retraction() {
    return Retraction.OF_DATAFUSION;
  }

  @Override
  final AggregateQuery query(CallContext context) {
    int args = context.getArgumentDataTypes().size();
    if (args == 0 || !isText(context.getArgumentDataTypes().get(0))) {
      throw context.newValidationError("Cannot aggregate: found no text, expected an expression");
    }
    if (!context.isArgumentLiteral(0) || context.isArgumentNull(0)) {
      throw context.newValidationError(
          "Cannot aggregate: found an expression that is a value, expected a literal, as in"
              + " 'max(x) - avg(x)'");
    }
    String sql = context.getArgumentValue(0, String.class).orElseThrow();
    int end = EvalColumns.end(context.getArgumentDataTypes());
    try {
      EvalColumns columns = EvalColumns.of(context, end, types(context, end));
      SessionContext session = SenderContext.current().orElseGet(SessionContext::global);
      return AggregateQuery.of(
          columns.schema(), session.parseSqlExpr(sql, columns.schema()), columns.row());
    } catch (MillraceException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  @Override
  final AggregateQuery queryOfTypes(CallContext context) {
    throw context.newValidationError(
        "Cannot plan an aggregate: found no expression, expected that of a query that is validated"
            + " before, which one that was compiled into a file is not");
  }

  private static boolean isText(DataType type) {
    return type.getLogicalType().is(LogicalTypeFamily.CHARACTER_STRING);
  }

  /**
   * Flink does not say the session's zone to aggregates, in which expressions see hours: so the
   * call says it behind the columns.
   */
  private static TableTypes types(CallContext context, int end) {
    List<DataType> args = context.getArgumentDataTypes();
    if (end == args.size()) {
      args.forEach(type -> requireNoZone(context, type));
      return NO_ZONE;
    }
    if (end + 1 == args.size()
        && context.isArgumentLiteral(end)
        && !context.isArgumentNull(end)
        && isText(args.get(end))) {
      return TableTypes.inNamed(context.getArgumentValue(end, String.class).orElseThrow());
    }
    throw context.newValidationError(
        "Cannot aggregate: found argument %d of type %s behind the columns, expected at most a"
            + " time zone, as in 'Europe/Paris'",
        end, args.get(end));
  }

  private static void requireNoZone(CallContext context, DataType type) {
    if (LogicalTypeChecks.hasNested(
        type.getLogicalType(), each -> each.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE))) {
      throw context.newValidationError(
          "Cannot aggregate: found an argument of type %s and no time zone, expected one behind"
              + " the columns, as in 'Europe/Paris'",
          type);
    }
  }

  /** An expression may be random. */
  @Override
  public final boolean isDeterministic() {
    return false;
  }
}
