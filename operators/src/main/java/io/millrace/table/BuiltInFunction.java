// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.bind.Binder;
import io.millrace.builtin.BuiltIns;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.function.Volatility;
import io.millrace.row.TableTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;

/** A scalar function of DataFusion: a call is that function over columns and constants. */
@Internal
public final class BuiltInFunction extends PlannedFunction {
  private static final long serialVersionUID = 1L;

  private final String name;

  /**
   * @param name the function's own
   */
  BuiltInFunction(String name) {
    this.name = name;
  }

  @Override
  SqlCall call(CallContext context, TableTypes types) {
    List<Field> columns = new ArrayList<>();
    List<Expr> args = new ArrayList<>();
    for (DataType type : context.getArgumentDataTypes()) {
      int place = columns.size();
      Field column = types.field("arg" + place, type.getLogicalType());
      columns.add(column);
      args.add(
          SqlLiterals.of(context, place, column)
              .<Expr>map(Expr.Constant::new)
              .orElseGet(() -> new Expr.Column(null, column.name())));
    }
    return FixedCall.of(
        Schema.of(columns.toArray(Field[]::new)),
        new Expr.ScalarCall(name, args),
        ArgumentRow.of(columns.size(), i -> i));
  }

  /** Functions that the binder has forms for always give the same, but for the time. */
  @Override
  public boolean isDeterministic() {
    return BuiltIns.scalar(name)
        .map(function -> function.volatility() == Volatility.IMMUTABLE)
        .orElseGet(() -> !Binder.asksForTime(name));
  }
}
