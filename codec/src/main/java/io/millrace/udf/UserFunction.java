// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Definition;
import io.millrace.expr.Field;
import io.millrace.function.FunctionKind;
import io.millrace.function.Volatility;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A function that a user brings, ready to be called. Immutable and thread-safe as far as the code
 * in it is.
 *
 * <p>Two are equal if name, argument types, volatility, what they return and keep as state, and
 * then the code are: the same object, or of the same payload, or what {@code equals} of the code
 * says; code whose {@code equals} throws is unequal. So a function that was decoded is not equal to
 * the one that was encoded unless its code has an {@code equals}. The hash leaves the code out.
 */
@PublicEvolving
public sealed interface UserFunction extends Definition permits ScalarUdf, AggregateUdf, WindowUdf {
  /** As SQL and the wire call it; case counts. */
  String name();

  FunctionKind kind();

  /** Names and metadata of arguments are not used, but carried. */
  List<Field> arguments();

  /** With the name that is given to the column of results, nullability and metadata. */
  Field returns();

  /** What an aggregate keeps; empty for others. */
  List<Field> state();

  Volatility volatility();

  /** What the user wrote: a lambda, or an object of a class. */
  Object code();

  /**
   * By value: the bytes it came as, else made of the code.
   *
   * @throws io.millrace.MillraceException UNSUPPORTED_EXPRESSION naming what the code captured that
   *     can not travel, or LIMIT_EXCEEDED
   */
  @Override
  default Optional<Bytes> payload() {
    return source().isPresent() ? source() : Optional.of(UdfEnvelope.of(this));
  }

  /** The payload that this was decoded from, if it came by value. */
  Optional<Bytes> source();

  default List<DataType> argumentTypes() {
    return arguments().stream().map(Field::type).toList();
  }
}
