// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * An aggregate function, declared once.
 *
 * @param name as the wire carries it, never an alias
 * @param identity what tells it from other functions, of the same name, too; the name for those
 *     that are built in
 * @param order whether the order of rows shows in the result
 * @param once where DISTINCT is taken
 * @param accumulator without a bound on what it keeps, which it gets here
 * @param state names and types of the state, as DataFusion's {@code state_fields} has them
 */
@Internal
public record Aggregate(
    String name,
    Object identity,
    Signature accepts,
    Function<Call, DataType> returns,
    Order order,
    Once once,
    Function<Request, List<Field>> state,
    Function<Request, Accumulator> accumulator) {
  /** Whether the order of rows shows in the result. */
  public enum Order {
    INSENSITIVE,
    /** It does not, and DataFusion never computes ORDER BY keys: they are no arguments. */
    UNORDERED,
    SENSITIVE,
    /** With DISTINCT, too, which then takes no ORDER BY key but the argument itself. */
    SENSITIVE_ONCE;

    public boolean isSensitive() {
      return this == SENSITIVE || this == SENSITIVE_ONCE;
    }
  }

  /** Where DataFusion has it with DISTINCT. */
  public enum Once {
    ANYWHERE,
    /** Without FILTER, ORDER BY and OVER: where DISTINCT is done by grouping before. */
    ALONE
  }

  /**
   * One call as it is bound. The accumulator's arguments are those of the call, followed by one for
   * each ORDER BY key, unless the function is {@link Order#UNORDERED}.
   */
  public record Request(Call call, boolean distinct, boolean ignoreNulls, List<OrderKey> orderBy) {
    public Request {
      orderBy = List.copyOf(orderBy);
    }
  }

  /** An ORDER BY key inside an aggregate. */
  public record OrderKey(DataType type, boolean ascending, boolean nullsFirst) {}

  public Aggregate {
    Objects.requireNonNull(name);
    Objects.requireNonNull(identity);
    Objects.requireNonNull(accepts);
    Objects.requireNonNull(returns);
    Objects.requireNonNull(order);
    Objects.requireNonNull(once);
    Objects.requireNonNull(state);
    Function<Request, Accumulator> unbounded = Objects.requireNonNull(accumulator);
    accumulator = request -> Bounded.of(name, unbounded.apply(request));
  }

  /** One that is built in. */
  public Aggregate(
      String name,
      Signature accepts,
      Function<Call, DataType> returns,
      Order order,
      Function<Request, List<Field>> state,
      Function<Request, Accumulator> accumulator) {
    this(name, name, accepts, returns, order, Once.ANYWHERE, state, accumulator);
  }

  /** The same, without a look at ORDER BY. */
  Aggregate unordered() {
    return new Aggregate(
        name, identity, accepts, returns, Order.UNORDERED, once, state, accumulator);
  }

  /** The same, taking DISTINCT there only. */
  Aggregate once(Once where) {
    return new Aggregate(name, identity, accepts, returns, order, where, state, accumulator);
  }

  /** An empty accumulator for frames that only grow. */
  public Accumulator running(Request request) {
    return Bounded.of(name, accumulator.apply(request).running());
  }

  /** One for frames that slide; empty where DataFusion can not take rows back. */
  public Optional<Retractable> sliding(Request request) {
    return accumulator.apply(request).sliding().map(each -> BoundedFrame.of(name, each));
  }

  /**
   * The accumulator if any of its rows can be taken back, where DataFusion can take rows back; with
   * DISTINCT only Flink knows how often a value is there.
   */
  public Optional<Reversible> reversible(Request request) {
    Accumulator all = accumulator.apply(request);
    return all instanceof Reversible reversible && !request.distinct() && all.sliding().isPresent()
        ? Optional.of(reversible)
        : Optional.empty();
  }

  /**
   * The same for any function: one that can not take rows back keeps them, and has the results of
   * those that are left.
   */
  public Reversible keepingRows(Request request) {
    return reversible(request)
        .orElseGet(
            () -> {
              Accumulator plain = accumulator.apply(request);
              Reversible kept =
                  plain
                      .counted()
                      .orElseGet(
                          () -> new KeptRows(request, order, () -> accumulator.apply(request)));
              return (Reversible) Bounded.of(name, kept);
            });
  }

  /** Throws MillraceException if what the request gathers can not be kept in state. */
  public void requireState(Request request) {
    Objects.requireNonNull(state.apply(request));
  }
}
