// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.BytesBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Functions of every kind of kernel, each beside a plain version of what it does. */
final class Samples {
  private Samples() {}

  /** A function with its meaning for boxed arguments. */
  record Sample(Scalar function, Kernel kernel, DataType result, Function<Object[], Object> plain) {
    TypedExpr call(TypedExpr... args) {
      return new TypedExpr.Call(function, kernel, List.of(args), result);
    }
  }

  static final Sample ADD =
      sure("add", (Kernel.Lll) (a, b) -> a + b, DataType.INT64, x -> (Long) x[0] + (Long) x[1]);
  static final Sample DIVIDE =
      failing(
          "divide",
          (Kernel.Lll) (a, b) -> quotient(a, b),
          DataType.INT64,
          x -> quotient((Long) x[0], (Long) x[1]));
  static final Sample LESS =
      sure("less", (Kernel.Llz) (a, b) -> a < b, DataType.BOOLEAN, x -> (Long) x[0] < (Long) x[1]);
  static final Sample TIMES =
      sure(
          "times",
          (Kernel.Ddd) (a, b) -> a * b,
          DataType.FLOAT64,
          x -> (Double) x[0] * (Double) x[1]);
  static final Sample ABOVE =
      sure(
          "above",
          (Kernel.Ddz) (a, b) -> a > b,
          DataType.BOOLEAN,
          x -> (Double) x[0] > (Double) x[1]);
  static final Sample ROOT =
      failing("root", (Kernel.Dd) Samples::root, DataType.FLOAT64, x -> root((Double) x[0]));
  static final Sample FLOOR =
      sure("floor", (Kernel.Dl) a -> (long) a, DataType.INT64, x -> (long) (double) (Double) x[0]);
  static final Sample JOIN =
      sure(
          "join",
          (Kernel.Bbb)
              (a, b, out) -> {
                out.append(a);
                out.append(b);
              },
          DataType.UTF8,
          x -> (String) x[0] + x[1]);
  static final Sample LENGTH =
      sure(
          "length",
          (Kernel.Bl) a -> a.toString().length(),
          DataType.INT64,
          x -> (long) ((String) x[0]).length());
  static final Sample REPEAT =
      failing(
          "repeat",
          (Kernel.Blb)
              (a, n, out) -> {
                for (long i = 0; i < times(n); i++) {
                  out.append(a);
                }
              },
          DataType.UTF8,
          x -> ((String) x[0]).repeat((int) times((Long) x[1])));

  /** Null where the text is empty; its result shares the bytes of its argument. */
  static final Sample TAIL =
      sure(
          "tail",
          (Kernel.Blocks)
              (args, out, rows, errors) -> {
                BytesBlock from = (BytesBlock) args[0];
                BytesBlock to = (BytesBlock) out;
                to.share(from);
                for (int i = 0; i < rows; i++) {
                  if (!to.isNull(i)) {
                    int start = from.starts[i] + 1;
                    while (start < from.ends[i] && (from.bytes[start] & 0xC0) == 0x80) {
                      start++;
                    }
                    to.starts[i] = start;
                    to.ends[i] = from.ends[i];
                    if (from.starts[i] == from.ends[i]) {
                      to.setNull(i);
                    }
                  }
                }
              },
          DataType.UTF8,
          x -> ((String) x[0]).isEmpty() ? null : ((String) x[0]).substring(1));

  /** The first argument that is not null; nulls reach it. */
  static final Sample FIRST =
      new Sample(
          declare("first").nullsAsValues().neverFails().kernel((Kernel) null),
          (Kernel.Row)
              (args, row, out) -> {
                int i = args[0].isNull(row) ? 1 : 0;
                if (args[i].isNull(row)) {
                  out.setNull(row);
                } else {
                  ((LongBlock) out).values[row] = ((LongBlock) args[i]).values[row];
                }
              },
          DataType.INT64,
          x -> x[0] == null ? x[1] : x[0]);

  static final Map<String, Sample> ALL =
      List.of(ADD, DIVIDE, LESS, TIMES, ABOVE, ROOT, FLOOR, JOIN, LENGTH, REPEAT, TAIL, FIRST)
          .stream()
          .collect(java.util.stream.Collectors.toMap(each -> each.function().name(), each -> each));

  static TypedExpr constant(long value) {
    return new TypedExpr.Constant(Literal.of(value));
  }

  static TypedExpr input(int index, DataType type) {
    return new TypedExpr.Input(index, type);
  }

  private static long quotient(long a, long b) {
    if (b == 0) {
      throw new EvaluationError("division of " + a + " by zero");
    }
    return a / b;
  }

  private static double root(double a) {
    if (a < 0) {
      throw new EvaluationError("root of " + a);
    }
    return Math.sqrt(a);
  }

  private static long times(long n) {
    if (n < 0 || n > 5) {
      throw new EvaluationError("too many times: " + n);
    }
    return n;
  }

  private static Scalar.Declaration declare(String name) {
    return Scalar.scalar(name).accepts(Optional::of).returns(DataType.NULL);
  }

  private static Sample sure(
      String name, Kernel kernel, DataType result, Function<Object[], Object> plain) {
    return new Sample(declare(name).neverFails().kernel(kernel), kernel, result, plain);
  }

  private static Sample failing(
      String name, Kernel kernel, DataType result, Function<Object[], Object> plain) {
    return new Sample(declare(name).kernel(kernel), kernel, result, plain);
  }
}
