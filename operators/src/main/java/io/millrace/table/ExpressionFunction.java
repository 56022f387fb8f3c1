// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.row.TableTypes;
import io.millrace.session.SenderContext;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlSchema;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.utils.TypeConversions;

/**
 * One expression as a function, see {@link Millrace}. A catalog keeps classes, so that a function
 * that it is to keep is a class of a user's:
 *
 * <pre>{@code
 * public class Risk extends ExpressionFunction {
 *   public Risk() {
 *     super("delay > 60 and carrier <> 'UA'", "delay DOUBLE, carrier VARCHAR");
 *   }
 * }
 *
 * tables.createFunction("risk", Risk.class);
 * tables.executeSql("CREATE FUNCTION risk AS 'com.example.Risk' USING JAR 'rules.jar'");
 * }</pre>
 */
@PublicEvolving
public class ExpressionFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  private final CompiledFunction compiled;
  private final List<String> names;
  private final List<DataType> types;

  /**
   * Throws {@code ValidationException} for an expression that is wrong for every row.
   *
   * @param columns which are the arguments, as in {@code CREATE TABLE}
   */
  protected ExpressionFunction(String sql, String columns) {
    this(sql, parsed(() -> SqlSchema.parse(columns)));
  }

  private ExpressionFunction(String sql, Schema arguments) {
    this(parsed(() -> session().parseSqlExpr(sql, arguments)), arguments);
  }

  private ExpressionFunction(Expr expr, Schema arguments) {
    int count = arguments.fields().size();
    names = arguments.fields().stream().map(Field::name).toList();
    types = types(arguments);
    compiled =
        new CompiledFunction(
            types, FixedCall.of(arguments, expr, ArgumentRow.of(count, place -> place)));
  }

  static ExpressionFunction of(String sql, Schema arguments) {
    return new ExpressionFunction(sql, arguments);
  }

  static ExpressionFunction of(Expr expr, Schema arguments) {
    return new ExpressionFunction(expr, arguments);
  }

  static ExpressionFunction of(byte[] expr, Schema arguments) {
    return of(parsed(() -> session().decode(expr)), arguments);
  }

  static List<DataType> types(Schema arguments) {
    return arguments.fields().stream()
        .map(field -> TypeConversions.fromLogicalToDataType(parsed(() -> TableTypes.of(field))))
        .toList();
  }

  static SessionContext session() {
    return SenderContext.current().orElseGet(SessionContext::global);
  }

  static <V> V parsed(Supplier<V> reading) {
    try {
      return reading.get();
    } catch (MillraceException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  @Override
  public final TypeInference getTypeInference(DataTypeFactory factory) {
    return compiled.inference(names);
  }

  @Override
  public final void open(FunctionContext context) {
    compiled.open(context);
  }

  public final Object eval(Object... args) {
    return compiled.eval(args);
  }

  @Override
  public final boolean isDeterministic() {
    return compiled.isDeterministic();
  }
}
