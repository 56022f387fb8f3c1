// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.trust.Limits;
import org.apache.flink.annotation.PublicEvolving;

/**
 * SQL text of one expression to {@link Expr}, as datafusion-python's {@code parse_sql_expr} does.
 */
@PublicEvolving
public final class SqlParser {
  private final Schema schema;
  private final Dialect dialect;
  private final Limits limits;

  private SqlParser(Schema schema, Dialect dialect, Limits limits) {
    this.schema = schema;
    this.dialect = dialect;
    this.limits = limits;
  }

  /** Columns are looked up in {@code schema} and qualified with its table. */
  public static SqlParser over(Schema schema) {
    return new SqlParser(schema, Dialect.GENERIC, Limits.DEFAULT);
  }

  public SqlParser withDialect(Dialect newDialect) {
    return new SqlParser(schema, newDialect, limits);
  }

  public SqlParser withLimits(Limits newLimits) {
    return new SqlParser(schema, dialect, newLimits);
  }

  /**
   * Throws MillraceException: SYNTAX, UNKNOWN_NAME, TYPE_MISMATCH or LIMIT_EXCEEDED, with a
   * position.
   */
  public Expr parse(String sql) {
    throw new AssertionError("to be written: " + sql + schema + dialect + limits);
  }
}
