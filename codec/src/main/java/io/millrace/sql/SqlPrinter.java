// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.DefinitionSource;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import org.apache.flink.annotation.PublicEvolving;

/**
 * {@link Expr} to SQL text of one expression that {@link SqlParser}, and datafusion-python's {@code
 * parse_sql_expr}, read as exactly that expression. Every text is read back before it is handed
 * out. Thread-safe.
 *
 * <pre>{@code
 * Schema flights =
 *     Schema.of(Field.of("carrier", DataType.UTF8), Field.of("dep_delay", DataType.FLOAT64));
 * Expr late = col("dep_delay").plus(lit(5)).gt(lit(60)).and(col("carrier").isNotNull());
 * String sql = SqlPrinter.over(flights).print(late);
 * }</pre>
 *
 * gives {@code dep_delay + 5 > 60 AND carrier IS NOT NULL}.
 */
@PublicEvolving
public final class SqlPrinter {
  private final Schema schema;
  private final Dialect dialect;
  private final Limits limits;
  private final DefinitionSource functions;
  private final boolean equivalents;

  private SqlPrinter(
      Schema schema,
      Dialect dialect,
      Limits limits,
      DefinitionSource functions,
      boolean equivalents) {
    this.equivalents = equivalents;
    this.schema = schema;
    this.dialect = dialect;
    this.limits = limits;
    this.functions = functions;
  }

  /** The text is for a parser over {@code schema}. */
  public static SqlPrinter over(Schema schema) {
    return new SqlPrinter(schema, Dialect.GENERIC, Limits.DEFAULT, DefinitionSource.NONE, false);
  }

  /** Lambdas can be said in DuckDB's dialect only. */
  public SqlPrinter withDialect(Dialect newDialect) {
    return new SqlPrinter(schema, newDialect, limits, functions, equivalents);
  }

  public SqlPrinter withLimits(Limits newLimits) {
    return new SqlPrinter(schema, dialect, newLimits, functions, equivalents);
  }

  /** What the parser is given, too: a call of a function that is not there can not be said. */
  public SqlPrinter withFunctions(DefinitionSource own) {
    return new SqlPrinter(schema, dialect, limits, own, equivalents);
  }

  /**
   * Constants and casts of types that SQL has no words for are written with {@code arrow_cast}, and
   * names inside of an expression are left out: the text is read as another expression, which gives
   * the same values of the same types. Texts that {@code lit("x")} makes are such constants, in
   * Java as in Python.
   */
  public SqlPrinter withEquivalents() {
    return new SqlPrinter(schema, dialect, limits, functions, true);
  }

  /**
   * Throws {@link MillraceException}: UNSUPPORTED_EXPRESSION, with the smallest part that SQL has
   * no words for, such as a constant of a type that SQL only casts to; LIMIT_EXCEEDED for a text
   * that the parser would refuse.
   */
  public String print(Expr given) {
    Expr expr = equivalents ? Equivalents.of(given) : given;
    String text = new SqlWriter(schema, dialect).statement(expr);
    Reading reading = read(text);
    if (!expr.equals(reading.expr)) {
      throw refused(expr, text, reading);
    }
    return text;
  }

  /** What the parser makes of a text: an expression, or why there is none. */
  private record Reading(Expr expr, MillraceException refusal) {
    String found() {
      return refusal == null ? "is another expression" : "is refused";
    }
  }

  private Reading read(String text) {
    try {
      SqlParser parser = SqlParser.over(schema).withDialect(dialect).withLimits(limits);
      return new Reading(parser.withFunctions(functions).parse(text), null);
    } catch (MillraceException refused) {
      switch (refused.code().stage()) {
        case LIMIT -> throw refused;
        case EVENT, READ, PARSE, BIND, TRUST, EVALUATE, LATE, STATE -> {}
      }
      return new Reading(null, refused);
    }
  }

  /** Names the smallest part whose text does not give it back by itself. */
  private MillraceException refused(Expr expr, String text, Reading reading) {
    for (Expr child : expr.children()) {
      boolean standsAlone = !(child instanceof Expr.Lambda || child instanceof Expr.Wildcard);
      if (standsAlone && !(child instanceof Expr.Placeholder)) {
        String part = new SqlWriter(schema, dialect).statement(child);
        Reading again = read(part);
        if (!child.equals(again.expr)) {
          return refused(child, part, again);
        }
      }
    }
    return Unsayable.because(
        expr, "its text, " + Unsayable.cut(text) + ", " + reading.found(), reading.refusal);
  }
}
