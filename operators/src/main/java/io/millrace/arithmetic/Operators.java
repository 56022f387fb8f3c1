// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.OperatorTypes;
import io.millrace.signature.Signatures;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.annotation.Internal;

/**
 * The operators as functions, but for those in files of their own, which not every first expression
 * has to make ready. AND and OR are none, they see their operands row by row.
 */
@Internal
public final class Operators {
  public static final Scalar NOT =
      scalar("NOT")
          .accepts(Signatures.exact(DataType.BOOLEAN))
          .returns(DataType.BOOLEAN)
          .neverFails()
          .kernel(((Kernel.Blocks) Operators::not).byValue((Kernel.Zz) a -> !a));

  private static final Map<Operator, Scalar> BINARY = new EnumMap<>(Operator.class);

  static {
    for (Operator operator : Operator.values()) {
      if (isFunction(operator.kind())) {
        BINARY.put(operator, declared(operator));
      }
    }
  }

  private Operators() {}

  /** The others have forms of their own. */
  private static boolean isFunction(Operator.Kind kind) {
    return switch (kind) {
      case COMPARISON, DISTINCTION, ARITHMETIC, BITWISE, CONCATENATION -> true;
      case LOGIC, PATTERN, CONTAINMENT -> false;
    };
  }

  private static Scalar declared(Operator operator) {
    Scalar.Declaration declaration =
        scalar(operator.symbol())
            .accepts(given -> OperatorTypes.operands(operator, given.get(0), given.get(1)))
            .returns(call -> OperatorTypes.result(operator, call.type(0), call.type(1)))
            .size(ResultSize.OF_ARGUMENTS)
            .failsWhere(call -> mayFail(operator, call));
    if (operator.kind() == Operator.Kind.DISTINCTION) {
      declaration.nullsAsValues();
    }
    return declaration.kernel(call -> kernel(operator, call));
  }

  /** Not for AND, OR, patterns and containment, which have forms of their own. */
  public static Scalar binary(Operator operator) {
    return Objects.requireNonNull(BINARY.get(operator), operator.symbol());
  }

  private static void not(Block[] args, Block out, int rows, RowErrors errors) {
    byte[] a = ((BoolBlock) args[0]).values;
    byte[] b = ((BoolBlock) out).values;
    for (int i = 0; i < rows; i++) {
      b[i] = (byte) ~a[i];
    }
  }

  private static boolean mayFail(Operator operator, Call call) {
    return switch (operator.kind()) {
      case COMPARISON, DISTINCTION, BITWISE -> false;
      case ARITHMETIC -> arithmeticMayFail(operator, call);
      case CONCATENATION, LOGIC, PATTERN, CONTAINMENT -> true;
    };
  }

  /** Integers wrap; what is left is the zero divisor, and the quotient that wraps. */
  private static boolean arithmeticMayFail(Operator operator, Call call) {
    DataType type = call.type(0);
    boolean quotient = operator == Operator.DIVIDE || operator == Operator.MODULO;
    return !type.isFloat() && !(type.isInteger() && (!quotient || divides(call)));
  }

  private static boolean divides(Call call) {
    return call.constant(1) != null
        && call.constant(1).value() instanceof Long divisor
        && divisor != 0
        && divisor != -1;
  }

  private static Kernel kernel(Operator operator, Call call) {
    DataType type = call.type(0);
    return switch (operator.kind()) {
      case COMPARISON -> Comparison.kernel(operator, call);
      case DISTINCTION -> Comparison.distinct(operator, type);
      case ARITHMETIC -> arithmetic(operator, call);
      case BITWISE -> Bitwise.kernel(operator, type);
      case CONCATENATION ->
          (Kernel.Bbb)
              (a, b, out) -> {
                out.append(a);
                out.append(b);
              };
      case LOGIC, PATTERN, CONTAINMENT -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  private static Kernel arithmetic(Operator operator, Call call) {
    DataType type = call.type(0);
    if (type.isInteger()) {
      return IntegerArithmetic.kernel(operator, type, call.constant(1));
    }
    if (type.isFloat()) {
      return FloatArithmetic.kernel(operator, type);
    }
    return type.isDecimal()
        ? DecimalArithmetic.kernel(operator, call)
        : TemporalArithmetic.kernel(operator, call);
  }
}
