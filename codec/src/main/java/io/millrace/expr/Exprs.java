// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.function.Closest;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Where expressions written in Java start, in the manner of datafusion-python; what is built here
 * is encoded to the bytes that datafusion-python writes for the same calls:
 *
 * <pre>{@code
 * col("origin").eq(lit("JFK")).and(max(col("dep_delay")).gt(lit(60)))
 * }</pre>
 */
@PublicEvolving
public final class Exprs {
  private Exprs() {}

  /**
   * A column by name, perhaps with its table before a dot. Letters that are not in double quotes
   * are read in lower case: {@code col("A")} is the column a, {@code col("\"A\"")} the column A.
   */
  public static Expr col(String name) {
    return ColumnName.parse(name);
  }

  /** A constant of any type. */
  public static Expr lit(Literal literal) {
    return new Expr.Constant(literal);
  }

  public static Expr lit(boolean value) {
    return lit(Literal.of(value));
  }

  public static Expr lit(long value) {
    return lit(Literal.of(value));
  }

  public static Expr lit(double value) {
    return lit(Literal.of(value));
  }

  /** Text is of type Utf8View, as in datafusion-python; in SQL it is Utf8. */
  public static Expr lit(String value) {
    return lit(Constants.of(value));
  }

  /** Text of one character. */
  public static Expr lit(char value) {
    return lit(String.valueOf(value));
  }

  public static Expr lit(byte[] value) {
    return lit(Constants.of(value));
  }

  /** A decimal of as many digits as are written: 1.50 is a Decimal128(3, 2). */
  public static Expr lit(BigDecimal value) {
    return lit(Constants.of(value));
  }

  public static Expr lit(LocalDate value) {
    return lit(Constants.of(value));
  }

  /** Of microseconds where those suffice, else of nanoseconds; so are all constants of time. */
  public static Expr lit(LocalTime value) {
    return lit(Constants.of(value));
  }

  /** A timestamp without zone. */
  public static Expr lit(LocalDateTime value) {
    return lit(Constants.of(value));
  }

  /** A timestamp of the zone UTC. */
  public static Expr lit(Instant value) {
    return lit(Constants.of(value));
  }

  public static Expr lit(Duration value) {
    return lit(Constants.of(value));
  }

  /** The NULL of no type. */
  public static Expr nullLiteral() {
    return lit(Literal.NULL);
  }

  /** All of them hold; one chain, however many they are. */
  public static Expr and(List<? extends Expr> conditions) {
    return chain(Operator.AND, conditions);
  }

  /** One of them holds; one chain, however many they are. */
  public static Expr or(List<? extends Expr> conditions) {
    return chain(Operator.OR, conditions);
  }

  /**
   * A call of a scalar function of DataFusion, by any of its names.
   *
   * @throws MillraceException UNKNOWN_NAME
   */
  public static Expr call(String function, Expr... args) {
    Optional<String> scalar = FunctionNames.find(function, FunctionKind.SCALAR);
    if (scalar.isPresent()) {
      return new Expr.ScalarCall(scalar.get(), List.of(args));
    }
    String higherOrder =
        FunctionNames.find(function, FunctionKind.HIGHER_ORDER)
            .orElseThrow(() -> unknown(function, FunctionKind.SCALAR, FunctionKind.HIGHER_ORDER));
    return new Expr.HigherOrderCall(higherOrder, List.of(args), null);
  }

  /**
   * A call of an aggregate function of DataFusion, by any of its names, with its options to follow.
   *
   * @throws MillraceException UNKNOWN_NAME
   */
  public static AggregateBuilder aggregate(String function, Expr... args) {
    return new AggregateBuilder(
        FunctionNames.find(function, FunctionKind.AGGREGATE)
            .orElseThrow(() -> unknown(function, FunctionKind.AGGREGATE)),
        List.of(args));
  }

  /** {@code CASE WHEN condition THEN …}. */
  public static CaseBuilder.Then when(Expr condition) {
    return new CaseBuilder(null).when(condition);
  }

  /** {@code CASE base WHEN …}. */
  public static CaseBuilder caseOf(Expr base) {
    return new CaseBuilder(base);
  }

  /** The number of rows. */
  public static Expr count() {
    return count(lit(1));
  }

  public static Expr count(Expr expr) {
    return aggregate("count", expr).build();
  }

  public static Expr countDistinct(Expr expr) {
    return aggregate("count", expr).distinct().build();
  }

  public static Expr sum(Expr expr) {
    return aggregate("sum", expr).build();
  }

  public static Expr avg(Expr expr) {
    return aggregate("avg", expr).build();
  }

  public static Expr min(Expr expr) {
    return aggregate("min", expr).build();
  }

  public static Expr max(Expr expr) {
    return aggregate("max", expr).build();
  }

  public static Expr median(Expr expr) {
    return aggregate("median", expr).build();
  }

  public static Expr stddev(Expr expr) {
    return aggregate("stddev", expr).build();
  }

  /** The first in that order, NULL or not. */
  public static Expr firstValue(Expr expr, SortKey... orderBy) {
    return ordered("first_value", expr, orderBy);
  }

  /** The last in that order, NULL or not. */
  public static Expr lastValue(Expr expr, SortKey... orderBy) {
    return ordered("last_value", expr, orderBy);
  }

  private static Expr ordered(String function, Expr expr, SortKey... orderBy) {
    return aggregate(function, expr)
        .orderBy(orderBy)
        .nullTreatment(NullTreatment.RESPECT_NULLS)
        .build();
  }

  private static Expr chain(Operator operator, List<? extends Expr> operands) {
    if (operands.isEmpty()) {
      throw new IllegalArgumentException("no operands of " + operator.symbol());
    }
    return operands.size() == 1
        ? operands.get(0)
        : new Expr.Binary(operator, List.copyOf(operands));
  }

  private static MillraceException unknown(String function, FunctionKind... kinds) {
    String hint =
        Closest.to(function, FunctionNames.names(kinds))
            .map(name -> "; did you mean '" + name + "'?")
            .orElse("");
    return new MillraceException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot call function '" + function + "': there is none of that name" + hint);
  }
}
