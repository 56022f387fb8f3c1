// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.Limits;
import io.millrace.closure.HeldCode;
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
 * then the code are: the same object; of functions that were decoded, of the same payload; of
 * others, what {@code equals} of the code says, and code whose {@code equals} throws is unequal. So
 * a function that was decoded is not equal to the one that was encoded, and comparing runs no code
 * that came. The hash leaves the code out.
 */
@PublicEvolving
public abstract sealed class UserFunction implements Definition
    permits ScalarUdf, AggregateUdf, WindowUdf {
  private final Header header;

  UserFunction(Header header) {
    this.header = header;
  }

  final Header header() {
    return header;
  }

  /** The same code under another header. */
  abstract UserFunction with(Header changed);

  /** As SQL and the wire call it; case counts. */
  public final String name() {
    return header.name();
  }

  public abstract FunctionKind kind();

  /** Names and metadata of arguments are not used, but carried. */
  public final List<Field> arguments() {
    return header.arguments();
  }

  /** With the name that is given to the column of results, nullability and metadata. */
  public final Field returns() {
    return header.returns();
  }

  /** What an aggregate keeps; empty for others. */
  public final List<Field> state() {
    return header.state();
  }

  public final Volatility volatility() {
    return header.volatility();
  }

  /** What the user wrote: a lambda, or an object of a class. */
  public abstract Object code();

  /** Of each of its calls: those of the session that made or looked up the function. */
  public final Limits limits() {
    return header.limits();
  }

  /** The same function, called within others. */
  public final UserFunction within(Limits limits) {
    return limits.equals(limits()) ? this : with(header.within(limits));
  }

  /**
   * By value: the bytes it came as, else made of the code.
   *
   * @throws io.millrace.MillraceException UNSUPPORTED_EXPRESSION naming what the code captured that
   *     can not travel, or LIMIT_EXCEEDED
   */
  @Override
  public final Optional<Bytes> payload() {
    return payload(limits());
  }

  /** The same, not larger than these admit. */
  public final Optional<Bytes> payload(Limits limits) {
    return source().or(() -> Optional.of(UdfEnvelope.of(this, limits)));
  }

  /** The payload that this was decoded from, if it came by value. */
  public final Optional<Bytes> source() {
    return Optional.ofNullable(header.source()).map(HeldCode::bytes);
  }

  /** Whether it came by value. */
  public final boolean cameByValue() {
    return header.source() != null;
  }

  public final List<DataType> argumentTypes() {
    return arguments().stream().map(Field::type).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserFunction that
        && kind() == that.kind()
        && header.sameAs(that.header)
        && header.sameCode(code(), that.header, that.code());
  }

  @Override
  public int hashCode() {
    return header.hash();
  }
}
