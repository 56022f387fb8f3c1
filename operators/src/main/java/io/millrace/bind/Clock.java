// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The functions that ask for the time, over one instant. */
final class Clock {
  private static final DataType INSTANT = DataType.timestamp(TimeUnit.NANOSECOND, "+00:00");
  private static final DataType PLAIN = DataType.timestamp(TimeUnit.NANOSECOND);
  private static final Map<String, DataType> RESULTS =
      Map.of(
          "now",
          PLAIN,
          "current_date",
          DataType.DATE32,
          "current_time",
          new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND));

  private final TypedExpr now;

  Clock(TypedExpr now) {
    this.now = now;
  }

  /** A constant: the time at which an expression is bound. */
  static Clock ofBinding() {
    Instant instant = Instant.now();
    long nanos = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    return new Clock(Folding.constant(INSTANT, nanos));
  }

  static boolean isOne(String function) {
    return RESULTS.containsKey(function);
  }

  Optional<Function<List<TypedExpr>, TypedExpr>> find(String function) {
    return Optional.ofNullable(RESULTS.get(function))
        .map(type -> args -> value(function, type, args));
  }

  private TypedExpr value(String function, DataType type, List<TypedExpr> args) {
    if (!args.isEmpty()) {
      throw Refusal.arguments(function, args, "no argument");
    }
    return Coercion.cast(Coercion.cast(now, PLAIN), type);
  }
}
