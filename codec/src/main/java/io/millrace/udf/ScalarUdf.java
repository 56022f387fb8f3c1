// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.closure.ByteReader;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.function.FunctionKind;
import io.millrace.function.Volatility;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A function of the values of a row:
 *
 * <pre>{@code
 * ScalarUdf risk = ScalarUdf.of("risk", (Long amount, Double score) -> amount * score);
 * Expr over = risk.call(col("amount"), col("score")).gt(lit(100.0));
 * }</pre>
 *
 * Types are read from the lambda: Long is Int64, String is Utf8, and so on ({@link JavaForm}); time
 * counts nanoseconds, a BigDecimal is a Decimal128(38, 10). {@link #withArguments} and {@link
 * #withReturns} say otherwise. Arguments are cast to exactly these types where DataFusion does so.
 * Nulls are passed as null, unless the function is {@link #strict}.
 */
@PublicEvolving
public final class ScalarUdf extends UserFunction {
  /** What becomes of null arguments. */
  public enum Nulls {
    /** The function sees them. */
    PASSED,
    /** A null among the arguments makes the result null, and the function is not called. */
    STRICT
  }

  private final ScalarFunction code;
  private final Nulls nulls;

  private ScalarUdf(Header header, ScalarFunction code, Nulls nulls) {
    super(header);
    this.code = Objects.requireNonNull(code);
    this.nulls = nulls;
  }

  /** Code that came with bytes may be of another number of arguments than they say. */
  static ScalarUdf decoded(Header header, ScalarFunction code, Nulls nulls) {
    int arity = CodeTypes.arity(code);
    if (arity >= 0 && arity != header.arguments().size()) {
      throw ByteReader.malformed(
          "code of " + arity + " arguments where " + header.arguments().size() + " are said");
    }
    return new ScalarUdf(header, code, nulls);
  }

  public static <R> ScalarUdf of(String name, ScalarFunction.Of0<R> code) {
    return inferred(name, code);
  }

  public static <A, R> ScalarUdf of(String name, ScalarFunction.Of1<A, R> code) {
    return inferred(name, code);
  }

  public static <A, B, R> ScalarUdf of(String name, ScalarFunction.Of2<A, B, R> code) {
    return inferred(name, code);
  }

  public static <A, B, C, R> ScalarUdf of(String name, ScalarFunction.Of3<A, B, C, R> code) {
    return inferred(name, code);
  }

  public static <A, B, C, D, R> ScalarUdf of(String name, ScalarFunction.Of4<A, B, C, D, R> code) {
    return inferred(name, code);
  }

  public static <A, B, C, D, E, R> ScalarUdf of(
      String name, ScalarFunction.Of5<A, B, C, D, E, R> code) {
    return inferred(name, code);
  }

  /** Of any types and number of arguments, a row at a time. */
  public static ScalarUdf ofRow(
      String name, List<Field> arguments, Field returns, ScalarFunction.OfRow code) {
    return new ScalarUdf(headerOf(name, arguments, returns), code, Nulls.PASSED);
  }

  /** Of whole Arrow columns. */
  public static ScalarUdf ofVectors(
      String name, List<Field> arguments, Field returns, ScalarFunction.OfVectors code) {
    return new ScalarUdf(headerOf(name, arguments, returns), code, Nulls.PASSED);
  }

  private static ScalarUdf inferred(String name, ScalarFunction code) {
    CodeTypes types = CodeTypes.of(name, code);
    Header header =
        headerOf(
            name,
            Header.numbered("arg_", types.arguments()),
            Field.of(Header.VALUE, types.result()));
    return new ScalarUdf(header, code, Nulls.PASSED);
  }

  private static Header headerOf(String name, List<Field> arguments, Field returns) {
    return new Header(name, arguments, returns, List.of(), Volatility.IMMUTABLE);
  }

  /** The same code for other types whose values have the same form in Java. */
  public ScalarUdf withArguments(DataType... types) {
    return withArguments(Header.numbered("arg_", List.of(types)));
  }

  public ScalarUdf withArguments(List<Field> fields) {
    if (fields.size() != header().arguments().size()) {
      throw mismatch(fields.size() + " arguments", header().arguments().size() + "");
    }
    for (int i = 0; i < fields.size(); i++) {
      sameForm(header().arguments().get(i).type(), fields.get(i).type());
    }
    return new ScalarUdf(header().withArguments(fields), code, nulls);
  }

  public ScalarUdf withReturns(DataType type) {
    return withReturns(Field.of(Header.VALUE, type));
  }

  /** A field that is not nullable makes a null that is returned an error of the row. */
  public ScalarUdf withReturns(Field field) {
    sameForm(header().returns().type(), field.type());
    return new ScalarUdf(header().withReturns(field), code, nulls);
  }

  private void sameForm(DataType before, DataType now) {
    if (JavaForm.of(before) != JavaForm.of(now)) {
      throw mismatch(
          now + ", whose values are of " + JavaForm.of(now).type().getName(),
          JavaForm.of(before).type().getName());
    }
  }

  private MillraceException mismatch(String found, String expected) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot define function '" + name() + "': found " + found + ", expected " + expected);
  }

  /** IMMUTABLE unless said otherwise. */
  public ScalarUdf withVolatility(Volatility volatility) {
    return new ScalarUdf(header().withVolatility(volatility), code, nulls);
  }

  /** The result is null where an argument is, and the code is not called. */
  public ScalarUdf strict() {
    return new ScalarUdf(header(), code, Nulls.STRICT);
  }

  /** A call that holds this function itself, registered or not. */
  public Expr call(Expr... args) {
    return new Expr.ScalarCall(name(), List.of(args), this);
  }

  public Nulls nulls() {
    return nulls;
  }

  @Override
  public ScalarFunction code() {
    return code;
  }

  @Override
  public FunctionKind kind() {
    return FunctionKind.SCALAR;
  }

  @Override
  ScalarUdf with(Header changed) {
    return new ScalarUdf(changed, code, nulls);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && nulls == ((ScalarUdf) other).nulls;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  public String toString() {
    return "ScalarUDF(" + name() + ")";
  }
}
