// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.api.TableEnvironment;

/**
 * Expressions as functions of Flink SQL and the Table API, each under a name.
 *
 * <pre>{@code
 * Schema schema = SqlSchema.parse("delay DOUBLE, carrier VARCHAR");
 * Millrace.createFunction(tables, "risk", "delay > 60 and carrier <> 'UA'", schema);
 * tables.executeSql("SELECT * FROM flights WHERE risk(dep_delay, carrier)");
 * tables.executeSql("SELECT risk(carrier => op, delay => 90) FROM departures");
 * }</pre>
 *
 * <p>The columns of the schema are the arguments, in their order and by their names; what is given
 * is cast to their types where Flink does so by itself. The result has the type of the expression
 * and is NULL where that has an error, which is counted in {@code numErrors}. A wrong expression
 * throws {@code ValidationException}, as does a name that is taken. Functions last as long as the
 * {@code TableEnvironment}; for one that a catalog keeps see {@link ExpressionFunction}.
 */
@PublicEvolving
public final class Millrace {
  private Millrace() {}

  /**
   * @param sql may call what is registered with the thread's {@code SenderContext}
   */
  public static void createFunction(
      TableEnvironment tables, String name, String sql, Schema arguments) {
    tables.createTemporarySystemFunction(name, ExpressionFunction.of(sql, arguments));
  }

  public static void createFunction(
      TableEnvironment tables, String name, Expr expr, Schema arguments) {
    tables.createTemporarySystemFunction(name, ExpressionFunction.of(expr, arguments));
  }

  /**
   * An expression over aggregates, for rows that come; and under the name followed by {@code
   * _with_retract} for those that may be taken back as well.
   *
   * @param sql may call what is registered with the thread's {@code SenderContext}
   */
  public static void createAggregate(
      TableEnvironment tables, String name, String sql, Schema arguments) {
    for (Retraction each : Retraction.values()) {
      tables.createTemporarySystemFunction(
          name + each.suffix(), ExpressionAggregate.of(sql, arguments, each));
    }
  }

  /** The same. */
  public static void createAggregate(
      TableEnvironment tables, String name, Expr expr, Schema arguments) {
    for (Retraction each : Retraction.values()) {
      tables.createTemporarySystemFunction(
          name + each.suffix(), ExpressionAggregate.of(expr, arguments, each));
    }
  }

  /**
   * @param expr as DataFusion encodes it; it is let in as the thread's {@code SenderContext} says,
   *     or else without functions by value
   */
  public static void createFunction(
      TableEnvironment tables, String name, byte[] expr, Schema arguments) {
    tables.createTemporarySystemFunction(name, ExpressionFunction.of(expr, arguments));
  }
}
