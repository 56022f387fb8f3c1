// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.udf.JavaForm;
import io.millrace.udf.ScalarFunction;
import io.millrace.udf.ScalarUdf;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A function of single values: each row's arguments as Java objects, and its result back. */
final class RowKernel implements Kernel.Row {
  /** The code with its arguments in an array. */
  private interface Invocation {
    Object apply(Object[] args) throws Exception;
  }

  private final ScalarUdf function;
  private final DataType[] types;
  private final JavaForm[] forms;
  private final DataType result;
  private final JavaForm resultForm;
  private final boolean nullable;
  private final Invocation invocation;
  private final Watch watch;

  RowKernel(ScalarUdf function) {
    this.function = function;
    List<DataType> arguments = function.argumentTypes();
    types = arguments.toArray(DataType[]::new);
    forms = arguments.stream().map(JavaForm::of).toArray(JavaForm[]::new);
    result = function.returns().type();
    resultForm = JavaForm.of(result);
    nullable = function.returns().nullable();
    invocation = invocation(function.code());
    watch = new Watch(function);
  }

  @SuppressWarnings("unchecked")
  private static Invocation invocation(ScalarFunction code) {
    if (code instanceof ScalarFunction.Of0<?> of) {
      return args -> of.apply();
    } else if (code instanceof ScalarFunction.Of1<?, ?>) {
      ScalarFunction.Of1<Object, ?> of = (ScalarFunction.Of1<Object, ?>) code;
      return args -> of.apply(args[0]);
    } else if (code instanceof ScalarFunction.Of2<?, ?, ?>) {
      ScalarFunction.Of2<Object, Object, ?> of = (ScalarFunction.Of2<Object, Object, ?>) code;
      return args -> of.apply(args[0], args[1]);
    } else if (code instanceof ScalarFunction.Of3<?, ?, ?, ?>) {
      ScalarFunction.Of3<Object, Object, Object, ?> of =
          (ScalarFunction.Of3<Object, Object, Object, ?>) code;
      return args -> of.apply(args[0], args[1], args[2]);
    } else if (code instanceof ScalarFunction.Of4<?, ?, ?, ?, ?>) {
      ScalarFunction.Of4<Object, Object, Object, Object, ?> of =
          (ScalarFunction.Of4<Object, Object, Object, Object, ?>) code;
      return args -> of.apply(args[0], args[1], args[2], args[3]);
    } else if (code instanceof ScalarFunction.Of5<?, ?, ?, ?, ?, ?>) {
      ScalarFunction.Of5<Object, Object, Object, Object, Object, ?> of =
          (ScalarFunction.Of5<Object, Object, Object, Object, Object, ?>) code;
      return args -> of.apply(args[0], args[1], args[2], args[3], args[4]);
    }
    ScalarFunction.OfRow of = (ScalarFunction.OfRow) code;
    return args -> of.apply(Collections.unmodifiableList(Arrays.asList(args)));
  }

  @Override
  public void apply(Block[] args, int row, Block out) {
    Object value;
    try {
      Object[] values = new Object[types.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = forms[i].toJava(Cells.get(args[i], row, types[i]), types[i]);
      }
      Object given = watch.run(() -> invocation.apply(values));
      if (given == null && !nullable) {
        throw new NullPointerException("it gave null, expected a value");
      }
      value = Failures.literal(function, resultForm, given, result);
    } catch (Throwable e) {
      throw Failures.error(function, e);
    }
    Cells.set(out, row, result, value);
  }
}
