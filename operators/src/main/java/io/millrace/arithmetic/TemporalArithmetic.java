// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.column.EvaluationError;
import io.millrace.column.Int128Block;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.Operator;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;

/** {@code +} and {@code -} of dates, times, timestamps, durations and intervals. */
final class TemporalArithmetic {
  private static final long MILLIS_PER_DAY = 86_400_000L;

  private TemporalArithmetic() {}

  static Kernel kernel(Operator operator, Call call) {
    DataType left = call.type(0);
    DataType right = call.type(1);
    int sign = operator == Operator.PLUS ? 1 : -1;
    if (left instanceof DataType.Interval a && right instanceof DataType.Interval) {
      return spans(a, sign);
    }
    if (right instanceof DataType.Interval span) {
      return shift(CalendarShift.of(left), span, sign, 0, 1);
    }
    if (left instanceof DataType.Interval span) {
      return shift(CalendarShift.of(right), span, sign, 1, 0);
    }
    if (left.isDate()) {
      return days(left);
    }
    return sign > 0 ? (Kernel.Lll) TemporalArithmetic::sum : (Kernel.Lll) TemporalArithmetic::less;
  }

  private static long sum(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw new EvaluationError("Cannot add " + a + " and " + b + ": the sum exceeds 64 bits");
    }
    return sum;
  }

  private static long less(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw new EvaluationError(
          "Cannot subtract " + b + " from " + a + ": the difference exceeds 64 bits");
    }
    return difference;
  }

  private static Kernel.Lll days(DataType date) {
    return date.id() == TypeId.DATE32 ? (a, b) -> a - b : (a, b) -> less(a, b) / MILLIS_PER_DAY;
  }

  private static Kernel.Row shift(
      CalendarShift shift, DataType.Interval type, int sign, int value, int span) {
    return (args, row, out) -> {
      long start = ((LongBlock) args[value]).values[row];
      ((LongBlock) out).values[row] = shift.apply(start, Spans.get(args[span], row, type), sign);
    };
  }

  private static Kernel spans(DataType.Interval type, int sign) {
    return (Kernel.Row)
        (args, row, out) -> {
          Interval a = Spans.get(args[0], row, type);
          Interval b = Spans.get(args[1], row, type);
          Interval c = Spans.plus(a, b, sign);
          if (out instanceof Int128Block) {
            Spans.set((Int128Block) out, row, c);
          } else {
            ((LongBlock) out).values[row] = Spans.pack(c, type);
          }
        };
  }
}
