// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import java.io.Serializable;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a {@link ScalarUdf} does. Nulls come as null and go as null. Whatever is thrown fails the
 * row with EVALUATION. May be called by several threads at once.
 */
@PublicEvolving
public sealed interface ScalarFunction extends Serializable {
  /** Of no argument. */
  @FunctionalInterface
  non-sealed interface Of0<R> extends ScalarFunction {
    R apply() throws Exception;
  }

  /** Of one argument. */
  @FunctionalInterface
  non-sealed interface Of1<A, R> extends ScalarFunction {
    R apply(A a) throws Exception;
  }

  /** Of two arguments. */
  @FunctionalInterface
  non-sealed interface Of2<A, B, R> extends ScalarFunction {
    R apply(A a, B b) throws Exception;
  }

  /** Of three arguments. */
  @FunctionalInterface
  non-sealed interface Of3<A, B, C, R> extends ScalarFunction {
    R apply(A a, B b, C c) throws Exception;
  }

  /** Of four arguments. */
  @FunctionalInterface
  non-sealed interface Of4<A, B, C, D, R> extends ScalarFunction {
    R apply(A a, B b, C c, D d) throws Exception;
  }

  /** Of five arguments. */
  @FunctionalInterface
  non-sealed interface Of5<A, B, C, D, E, R> extends ScalarFunction {
    R apply(A a, B b, C c, D d, E e) throws Exception;
  }

  /** Of any number of arguments, in the form of {@link JavaForm}; the list may hold nulls. */
  @FunctionalInterface
  non-sealed interface OfRow extends ScalarFunction {
    Object apply(List<Object> args) throws Exception;
  }

  /**
   * Of whole columns. The arguments stay the caller's; the result is made with {@code allocator},
   * becomes the caller's, and has {@code rows} values. Throwing closes what was allocated before. A
   * batch that fails is given again row by row, so that one row's failure is that row's alone.
   */
  @FunctionalInterface
  non-sealed interface OfVectors extends ScalarFunction {
    FieldVector apply(List<FieldVector> args, int rows, BufferAllocator allocator) throws Exception;
  }
}
