// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.Limits;
import io.millrace.expr.DefinitionSource;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlExpressionParser.StatementContext;
import org.apache.flink.annotation.PublicEvolving;

/**
 * SQL text of one expression to {@link Expr}, as datafusion-python's {@code parse_sql_expr} does.
 * Thread-safe.
 *
 * <pre>{@code
 * Schema flights =
 *     Schema.of(Field.of("carrier", DataType.UTF8), Field.of("dep_delay", DataType.FLOAT64));
 * Expr late = SqlParser.over(flights).parse("dep_delay > 60 and carrier in ('AA', 'UA')");
 * }</pre>
 */
@PublicEvolving
public final class SqlParser {
  private final Schema schema;
  private final Dialect dialect;
  private final Limits limits;
  private final DefinitionSource functions;

  private SqlParser(Schema schema, Dialect dialect, Limits limits, DefinitionSource functions) {
    this.schema = schema;
    this.dialect = dialect;
    this.limits = limits;
    this.functions = functions;
  }

  /** Columns are looked up in {@code schema} and qualified with its table. */
  public static SqlParser over(Schema schema) {
    return new SqlParser(schema, Dialect.GENERIC, Limits.DEFAULT, DefinitionSource.NONE);
  }

  public SqlParser withDialect(Dialect newDialect) {
    return new SqlParser(schema, newDialect, limits, functions);
  }

  public SqlParser withLimits(Limits newLimits) {
    return new SqlParser(schema, dialect, newLimits, functions);
  }

  /** Names of functions are looked up there first, and then among those of DataFusion. */
  public SqlParser withFunctions(DefinitionSource own) {
    return new SqlParser(schema, dialect, limits, own);
  }

  /**
   * Throws {@link io.millrace.MillraceException} with a position: SYNTAX, UNKNOWN_NAME,
   * TYPE_MISMATCH or LIMIT_EXCEEDED.
   */
  public Expr parse(String sql) {
    SourceText source = new SourceText(sql);
    StatementContext tree = SyntaxTree.of(sql, source, limits, SqlExpressionParser::statement);
    Names names = new Names(schema, source);
    return new ExprBuilder(source, names, dialect, functions, limits).statement(tree);
  }
}
