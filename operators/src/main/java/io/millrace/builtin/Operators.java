// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import static io.millrace.builtin.Scalar.scalar;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Int128Block;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.ObjectBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.signature.OperatorTypes;
import io.millrace.signature.Signatures;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** The operators as functions; AND and OR are none, they see their operands row by row. */
@Internal
public final class Operators {
  public static final Scalar NOT =
      scalar("NOT")
          .accepts(Signatures.exact(DataType.BOOLEAN))
          .returns(DataType.BOOLEAN)
          .neverFails()
          .kernel(((Kernel.Blocks) Operators::not).byValue((Kernel.Zz) a -> !a));

  /** Unions are never null themselves, but the values in them may be. */
  public static final Scalar HOLDS_NULL =
      scalar("IS NULL")
          .accepts(Signatures.any(1))
          .returns(DataType.BOOLEAN)
          .neverFails()
          .kernel(
              (Kernel.Row)
                  (args, row, out) -> {
                    List<?> pair = (List<?>) ((ObjectBlock) args[0]).values[row];
                    ((BoolBlock) out).values[row] = (byte) (pair.get(1) == null ? -1 : 0);
                  });

  /** Integers wrap. */
  public static final Scalar NEGATIVE =
      scalar("-")
          .accepts(given -> negatable(given.get(0)) ? Optional.of(given) : Optional.empty())
          .returnsArgument(0)
          .failsWhere(call -> !call.type(0).isInteger() && !call.type(0).isFloat())
          .kernel(call -> negation(call.type(0)));

  /** Equality to the bit: the zeros differ, NaN equals NaN; for NULLIF. */
  public static final Scalar SAME =
      scalar("nullif")
          .accepts(Signatures.comparable(2))
          .returns(DataType.BOOLEAN)
          .neverFails()
          .kernel(Operators::sameness);

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
      case COMPARISON -> Comparison.kernel(operator, type);
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

  private static boolean negatable(DataType type) {
    return type.isSigned()
        || type.isFloat()
        || type.isDecimal()
        || type.isNull()
        || type instanceof DataType.Interval;
  }

  private static Kernel negation(DataType type) {
    if (type instanceof DataType.Interval span) {
      return negatedSpan(span);
    }
    return switch (Lane.of(type)) {
      case LONG -> negatedInteger(type);
      case DOUBLE -> (Kernel.Dd) a -> -a;
      case BOOL -> (Kernel.Blocks) (args, out, rows, errors) -> {};
      default ->
          (Kernel.Row)
              (args, row, out) ->
                  DecimalArithmetic.set(out, row, DecimalArithmetic.get(args[0], row).negate());
    };
  }

  private static Kernel negatedInteger(DataType type) {
    int shift = 64 - type.id().bits();
    return (Kernel.Ll) a -> -a << shift >> shift;
  }

  private static Kernel negatedSpan(DataType.Interval type) {
    return (Kernel.Row)
        (args, row, out) -> {
          Interval a = Spans.get(args[0], row, type);
          Interval b = new Interval(-a.months(), -a.days(), -a.nanos());
          if (out instanceof Int128Block wide) {
            Spans.set(wide, row, b);
          } else {
            ((LongBlock) out).values[row] = Spans.pack(b, type);
          }
        };
  }

  private static Kernel sameness(Call call) {
    DataType type = call.type(0).unwrapped();
    if (Lane.of(type) != Lane.DOUBLE) {
      return Comparison.kernel(Operator.EQ, type);
    }
    return ((Kernel.Blocks) Operators::same)
        .byValue((Kernel.Ddz) (a, b) -> Double.compare(a, b) == 0);
  }

  private static void same(Block[] args, Block out, int rows, RowErrors errors) {
    double[] a = ((DoubleBlock) args[0]).values;
    double[] b = ((DoubleBlock) args[1]).values;
    byte[] c = ((BoolBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = (byte) (Double.compare(a[i], b[i]) == 0 ? -1 : 0);
    }
  }
}
