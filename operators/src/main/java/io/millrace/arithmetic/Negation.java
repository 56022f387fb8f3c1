// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.Int128Block;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** The minus sign before a value. */
@Internal
public final class Negation {
  /** Integers wrap. */
  public static final Scalar NEGATIVE =
      scalar("-")
          .accepts(given -> negatable(given.get(0)) ? Optional.of(given) : Optional.empty())
          .returnsArgument(0)
          .failsWhere(call -> !call.type(0).isInteger() && !call.type(0).isFloat())
          .kernel(call -> negation(call.type(0)));

  private Negation() {}

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
}
