// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Schema;
import io.millrace.row.TableTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.inference.CallContext;

/** An aggregate of DataFusion: a call is that function over columns and constants. */
@Internal
public final class BuiltInAggregate extends PlannedAggregate {
  private static final long serialVersionUID = 1L;

  /** No aggregate looks at the days and hours of instants. */
  private static final TableTypes UTC = TableTypes.in("UTC");

  private final String name;
  private final Retraction retraction;

  /**
   * @param name the function's own
   */
  BuiltInAggregate(String name, Retraction retraction) {
    this.name = name;
    this.retraction = retraction;
  }

  @Override
  Retraction retraction() {
    return retraction;
  }

  @Override
  AggregateQuery query(CallContext context) {
    List<Field> columns = columns(context);
    List<Expr> args = new ArrayList<>();
    for (Field column : columns) {
      args.add(
          SqlLiterals.of(context, args.size(), column)
              .map(BuiltInAggregate::asInSql)
              .<Expr>map(Expr.Constant::new)
              .orElseGet(() -> new Expr.Column(null, column.name())));
    }
    return query(columns, args);
  }

  @Override
  AggregateQuery queryOfTypes(CallContext context) {
    List<Field> columns = columns(context);
    return query(
        columns,
        columns.stream().<Expr>map(column -> new Expr.Column(null, column.name())).toList());
  }

  private static List<Field> columns(CallContext context) {
    List<Field> columns = new ArrayList<>();
    context
        .getArgumentDataTypes()
        .forEach(type -> columns.add(UTC.field("arg" + columns.size(), type.getLogicalType())));
    return columns;
  }

  private AggregateQuery query(List<Field> columns, List<Expr> args) {
    return AggregateQuery.of(
        Schema.of(columns.toArray(Field[]::new)),
        new Expr.AggregateCall(name, args, false, null, List.of(), null, null),
        ArgumentRow.of(columns.size(), i -> i));
  }

  /** Functions are particular about constants: 0.9 is the number that it is in DataFusion's SQL. */
  private static Literal asInSql(Literal literal) {
    if (literal.value() instanceof Long number && literal.type().isSigned()) {
      return Literal.of(number);
    }
    if (literal.value() instanceof BigInteger unscaled) {
      int scale = ((DataType.Decimal) literal.type()).scale();
      return Literal.of(new BigDecimal(unscaled, scale).doubleValue());
    }
    return literal;
  }
}
