// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.signature.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says of arguments that a function does not take which of them is wrong, and what it would take
 * there. It is found by trying: a type of each family in the place of each argument, one argument
 * less, one more.
 */
final class Accepted {
  private static final List<DataType> TRIED =
      List.of(
          DataType.BOOLEAN,
          DataType.INT64,
          DataType.FLOAT64,
          DataType.decimal128(10, 2),
          DataType.UTF8,
          DataType.BINARY,
          DataType.DATE32,
          new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND),
          DataType.timestamp(TimeUnit.NANOSECOND),
          new DataType.Duration(TimeUnit.NANOSECOND),
          new DataType.Interval(IntervalUnit.MONTH_DAY_NANO),
          new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.INT64)));

  /** Arguments with which it is tried: each try looks at all of them. */
  private static final int MOST = 12;

  private Accepted() {}

  static MillraceException refusal(String function, Signature signature, List<TypedExpr> args) {
    List<DataType> given = Coercion.types(args);
    if (given.size() > MOST) {
      return Refusal.arguments(function, args, "others");
    }
    for (int i = 0; i < given.size(); i++) {
      String wanted = wanted(signature, given, i);
      if (!wanted.isEmpty()) {
        String found =
            "argument %d of %s is %s".formatted(i + 1, Refusal.types(args), given.get(i));
        return Refusal.mismatch(function, found, wanted);
      }
    }
    for (int count = given.size() - 1; count >= 0; count--) {
      if (signature.coerce(given.subList(0, count)).isPresent()) {
        return Refusal.arguments(function, args, count == 0 ? "none" : "the first " + count);
      }
    }
    List<DataType> longer = new ArrayList<>(given);
    longer.add(DataType.NULL);
    String wanted = wanted(signature, longer, given.size());
    return Refusal.arguments(
        function, args, wanted.isEmpty() ? "others" : "one more, which is " + wanted);
  }

  /** The types that are taken, without a cast to another family, in the place of an argument. */
  private static String wanted(Signature signature, List<DataType> given, int place) {
    return TRIED.stream()
        .filter(
            type -> {
              List<DataType> tried = new ArrayList<>(given);
              tried.set(place, type);
              return signature
                  .coerce(tried)
                  .filter(taken -> taken.get(place).family() == type.family())
                  .isPresent();
            })
        .map(DataType::toString)
        .collect(Collectors.joining(" or "));
  }
}
