// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.LIST;
import static io.millrace.signature.ListSignatures.Part.TEXT;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.nested.ElementOrder.Direction;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.Signature;
import io.millrace.value.NestedOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.flink.annotation.Internal;

/** The elements of one list: fewer of them, one of them, or all in another order. */
@Internal
public final class ListArranging {
  private static final Signature ONE_LIST = ListSignatures.of(LIST);

  /** The first that is not null; null where there is none. */
  static final Scalar ANY_VALUE =
      scalar("array_any_value")
          .accepts(ListFunctions.notNull(ONE_LIST))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(call -> ListFunctions.item(call.type(0)))
          .neverFails()
          .kernel(call -> ListFunctions.values(call, args -> firstOf((List<?>) args.get(0))));

  static final Scalar WITHOUT_FIRST =
      scalar("array_pop_front")
          .accepts(ListFunctions.notNull(ONE_LIST))
          .returnsArgument(0)
          .neverFails()
          .kernel(call -> ListFunctions.values(call, args -> without(args, 1, 0)));

  static final Scalar WITHOUT_LAST =
      scalar("array_pop_back")
          .accepts(ListFunctions.notNull(ONE_LIST))
          .returnsArgument(0)
          .neverFails()
          .kernel(call -> ListFunctions.values(call, args -> without(args, 0, 1)));

  static final Scalar REVERSE =
      scalar("array_reverse")
          .accepts(ListSignatures.keepingNull(ONE_LIST))
          .returnsArgument(0)
          .neverFails()
          .kernel(call -> ListFunctions.values(call, args -> reversed((List<?>) args.get(0))));

  /** Takes ASC or DESC, then NULLS FIRST or NULLS LAST; nulls come first if that is not said. */
  static final Scalar SORT =
      scalar("array_sort")
          .accepts(
              ListSignatures.keepingNull(
                  ListFunctions.either(
                      ONE_LIST,
                      ListFunctions.either(
                          ListSignatures.of(LIST, TEXT), ListSignatures.of(LIST, TEXT, TEXT)))))
          .returnsArgument(0)
          .nullsAsValues()
          .failsWhere(call -> call.arity() > 1)
          .kernel(ListArranging::sorting);

  public static final List<Scalar> ALL =
      List.of(ANY_VALUE, WITHOUT_FIRST, WITHOUT_LAST, REVERSE, SORT);

  private ListArranging() {}

  private static Object firstOf(List<?> list) {
    for (Object each : list) {
      if (each != null) {
        return each;
      }
    }
    return null;
  }

  private static List<?> without(List<Object> args, int first, int last) {
    List<?> list = (List<?>) args.get(0);
    return list.isEmpty() ? list : list.subList(first, list.size() - last);
  }

  private static List<Object> reversed(List<?> list) {
    List<Object> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return Collections.unmodifiableList(reversed);
  }

  private static Kernel sorting(Call call) {
    if (call.type(0).isNull()) {
      return ListFunctions.values(call, args -> null);
    }
    DataType item = ListFunctions.item(call.type(0));
    return ListFunctions.values(
        call,
        args -> {
          if (args.subList(1, args.size()).contains(null)) {
            return null;
          }
          Direction direction =
              args.size() > 1 && isSecond(args.get(1), "ASC", "DESC")
                  ? Direction.DESCENDING
                  : Direction.ASCENDING;
          NestedOrder.Nulls nulls =
              args.size() > 2 && isSecond(args.get(2), "NULLS FIRST", "NULLS LAST")
                  ? NestedOrder.Nulls.LAST
                  : NestedOrder.Nulls.FIRST;
          return args.get(0) == null
              ? null
              : sorted((List<?>) args.get(0), ElementOrder.of(item, direction, nulls));
        });
  }

  private static boolean isSecond(Object word, String first, String second) {
    String upper = ((String) word).toUpperCase(Locale.ROOT);
    if (!upper.equals(first) && !upper.equals(second)) {
      throw new EvaluationError(
          "Cannot sort a list: found '" + word + "', expected " + first + " or " + second);
    }
    return upper.equals(second);
  }

  private static List<Object> sorted(List<?> list, Comparator<Object> order) {
    Object[] values = list.toArray();
    Arrays.sort(values, order);
    return Collections.unmodifiableList(Arrays.asList(values));
  }
}
