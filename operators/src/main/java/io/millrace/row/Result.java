// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.Block;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowValue;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;

/**
 * What becomes one column of a row of results.
 *
 * @param failed hears why there is no value
 */
record Result(RowValue value, Consumer<String> failed) {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

  /**
   * Computes the value, then does what is to be done with it, or what where it is null. The steps
   * are handles down to the value's own class, which may be large when it is compiled: a method
   * between, which all results share, would be as large as several, and then not be inlined.
   */
  MethodHandle then(MethodHandle present, MethodHandle absent) {
    return MethodHandles.guardWithTest(value("compute", boolean.class), present, absent);
  }

  /** One of the value's methods. */
  MethodHandle value(String method, Class<?> type) {
    try {
      return LOOKUP.findVirtual(RowValue.class, method, MethodType.methodType(type)).bindTo(value);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** The same result, which is null where it has no answer, and tells. */
  Result orNull() {
    return new Result(new OrNull(value, failed), failed);
  }

  /** The same result, which throws where it has no answer. */
  Result orThrow() {
    return value instanceof OrNull it ? new Result(it.value, failed) : this;
  }

  /** Null where another has no answer. */
  private static final class OrNull extends RowValue {
    private final RowValue value;
    private final Consumer<String> failed;

    OrNull(RowValue value, Consumer<String> failed) {
      this.value = value;
      this.failed = failed;
    }

    @Override
    public boolean compute() {
      try {
        return value.compute();
      } catch (EvaluationError e) {
        failed.accept(e.getMessage());
        return false;
      }
    }

    @Override
    public boolean getBoolean() {
      return value.getBoolean();
    }

    @Override
    public long getLong() {
      return value.getLong();
    }

    @Override
    public double getDouble() {
      return value.getDouble();
    }

    @Override
    public BytesView getBytes() {
      return value.getBytes();
    }

    @Override
    public Block getBlock() {
      return value.getBlock();
    }
  }
}
