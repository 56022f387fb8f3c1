// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.function.FunctionKind;
import io.millrace.function.Volatility;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A function of a group of rows, by the accumulators that a factory makes:
 *
 * <pre>{@code
 * AggregateUdf spread =
 *     AggregateUdf.of(
 *         "spread",
 *         List.of(DataType.INT64),
 *         DataType.INT64,
 *         List.of(DataType.INT64, DataType.INT64),
 *         Spread::new);
 * }</pre>
 */
@PublicEvolving
public final class AggregateUdf extends UserFunction {
  private final AccumulatorFactory code;

  AggregateUdf(Header header, AccumulatorFactory code) {
    super(header);
    this.code = Objects.requireNonNull(code);
  }

  public static AggregateUdf of(
      String name,
      List<DataType> arguments,
      DataType returns,
      List<DataType> state,
      AccumulatorFactory code) {
    return ofFields(
        name,
        Header.numbered("arg_", arguments),
        Field.of("result", returns),
        Header.numbered("state_", state),
        code);
  }

  public static AggregateUdf ofFields(
      String name,
      List<Field> arguments,
      Field returns,
      List<Field> state,
      AccumulatorFactory code) {
    return new AggregateUdf(
        new Header(name, arguments, returns, state, Volatility.IMMUTABLE), code);
  }

  /** IMMUTABLE unless said otherwise. */
  public AggregateUdf withVolatility(Volatility volatility) {
    return new AggregateUdf(header().withVolatility(volatility), code);
  }

  /** A call that holds this function itself, registered or not. */
  public Expr call(Expr... args) {
    return new Expr.AggregateCall(name(), List.of(args), false, null, List.of(), null, this);
  }

  @Override
  public AccumulatorFactory code() {
    return code;
  }

  @Override
  public FunctionKind kind() {
    return FunctionKind.AGGREGATE;
  }

  @Override
  AggregateUdf with(Header changed) {
    return new AggregateUdf(changed, code);
  }

  @Override
  public String toString() {
    return "AggregateUDF(" + name() + ")";
  }
}
