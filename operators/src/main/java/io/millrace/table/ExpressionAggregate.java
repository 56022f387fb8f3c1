// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlSchema;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.InputTypeStrategy;

/**
 * One expression over aggregates as an aggregate, see {@link Millrace}; calls have no literals that
 * a compiled plan would lose. A catalog keeps classes, so that an aggregate that it is to keep is a
 * class of a user's:
 *
 * <pre>{@code
 * public class Spread extends ExpressionAggregate {
 *   public Spread() {
 *     super("max(x) - min(x)", "x DOUBLE", Retraction.KEEPING_ROWS);
 *   }
 * }
 *
 * tables.createFunction("spread", Spread.class);
 * }</pre>
 */
@PublicEvolving
public class ExpressionAggregate extends PlannedAggregate {
  private static final long serialVersionUID = 1L;

  private final List<String> names;
  private final List<DataType> types;
  private final AggregateQuery query;
  private final Retraction retraction;

  /**
   * Throws {@code ValidationException} for an expression that is wrong for every group.
   *
   * @param columns which are the arguments, as in {@code CREATE TABLE}
   */
  protected ExpressionAggregate(String sql, String columns, Retraction retraction) {
    this(sql, ExpressionFunction.parsed(() -> SqlSchema.parse(columns)), retraction);
  }

  private ExpressionAggregate(String sql, Schema arguments, Retraction retraction) {
    this(
        ExpressionFunction.parsed(() -> ExpressionFunction.session().parseSqlExpr(sql, arguments)),
        arguments,
        retraction);
  }

  private ExpressionAggregate(Expr expr, Schema arguments, Retraction retraction) {
    names = arguments.fields().stream().map(Field::name).toList();
    types = ExpressionFunction.types(arguments);
    query = AggregateQuery.of(arguments, expr, ArgumentRow.of(names.size(), place -> place));
    this.retraction = retraction;
  }

  static ExpressionAggregate of(String sql, Schema arguments, Retraction retraction) {
    return new ExpressionAggregate(sql, arguments, retraction);
  }

  static ExpressionAggregate of(Expr expr, Schema arguments, Retraction retraction) {
    return new ExpressionAggregate(expr, arguments, retraction);
  }

  @Override
  final Retraction retraction() {
    return retraction;
  }

  @Override
  final InputTypeStrategy arguments() {
    return InputTypeStrategies.explicitSequence(
        names.toArray(String[]::new), types.toArray(DataType[]::new));
  }

  @Override
  final AggregateQuery query(CallContext context) {
    return query;
  }

  @Override
  final AggregateQuery queryOfTypes(CallContext context) {
    return query;
  }

  /** An expression may be random. */
  @Override
  public final boolean isDeterministic() {
    return false;
  }
}
