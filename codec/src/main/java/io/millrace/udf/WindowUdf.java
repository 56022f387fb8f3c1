// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.SortKey;
import io.millrace.expr.WindowFrame;
import io.millrace.function.FunctionKind;
import io.millrace.function.Volatility;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A function of a row among the others of its partition, by the evaluators that a factory makes:
 *
 * <pre>{@code
 * WindowUdf smooth =
 *     WindowUdf.of("smooth", List.of(DataType.FLOAT64), DataType.FLOAT64, () -> new Smooth(0.9));
 * }</pre>
 */
@PublicEvolving
public final class WindowUdf extends UserFunction {
  private static final Literal UNBOUNDED = new Literal(DataType.UINT64, null);

  private final WindowEvaluatorFactory code;

  WindowUdf(Header header, WindowEvaluatorFactory code) {
    super(header);
    this.code = Objects.requireNonNull(code);
  }

  public static WindowUdf of(
      String name, List<DataType> arguments, DataType returns, WindowEvaluatorFactory code) {
    return ofFields(name, Header.numbered("arg_", arguments), Field.of("result", returns), code);
  }

  public static WindowUdf ofFields(
      String name, List<Field> arguments, Field returns, WindowEvaluatorFactory code) {
    return new WindowUdf(
        new Header(name, arguments, returns, List.of(), Volatility.IMMUTABLE), code);
  }

  /** IMMUTABLE unless said otherwise. */
  public WindowUdf withVolatility(Volatility volatility) {
    return new WindowUdf(header().withVolatility(volatility), code);
  }

  /** A call over the whole partition, as datafusion-python makes it where no frame is said. */
  public Expr call(Expr... args) {
    WindowFrame whole =
        new WindowFrame(
            WindowFrame.Units.ROWS,
            new WindowFrame.Bound(WindowFrame.Direction.PRECEDING, UNBOUNDED),
            new WindowFrame.Bound(WindowFrame.Direction.FOLLOWING, UNBOUNDED));
    return call(List.of(args), List.of(), List.of(), whole);
  }

  public Expr call(
      List<Expr> args, List<Expr> partitionBy, List<SortKey> orderBy, WindowFrame frame) {
    return new Expr.WindowCall(
        name(), false, args, partitionBy, orderBy, frame, null, false, null, this);
  }

  @Override
  public WindowEvaluatorFactory code() {
    return code;
  }

  @Override
  public FunctionKind kind() {
    return FunctionKind.WINDOW;
  }

  @Override
  WindowUdf with(Header changed) {
    return new WindowUdf(changed, code);
  }

  @Override
  public String toString() {
    return "WindowUDF(" + name() + ")";
  }
}
