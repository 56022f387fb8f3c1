// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.ELEMENT;
import static io.millrace.signature.ListSignatures.Part.INDEX;
import static io.millrace.signature.ListSignatures.Part.LIST;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Cells;
import io.millrace.column.ElementList;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowSteps;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.kernel.Kernel;
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
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.annotation.Internal;

/** Functions over lists; those that put lists together are {@link ListBuilding}. */
@Internal
public final class ListFunctions {
  /** A function of whole values, any of which may be null. */
  interface Values {
    Object apply(List<Object> args);
  }

  /** From 1 on, or from the end backwards from -1 on; null where there is none. */
  static final Scalar ELEMENT_AT =
      scalar("array_element")
          .accepts(ListSignatures.of(LIST, INDEX))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(call -> item(call.type(0)))
          .kernel(
              call ->
                  values(
                      call,
                      args -> element(call.type(0), (List<?>) args.get(0), (Long) args.get(1))));

  /** The first place, from 1 on, of a value, also of null; null where it is not there. */
  static final Scalar POSITION =
      scalar("array_position")
          .accepts(
              ListSignatures.keepingNull(
                  either(
                      ListSignatures.of(LIST, ELEMENT), ListSignatures.of(LIST, ELEMENT, INDEX))))
          .returns(DataType.UINT64)
          .nullsAsValues()
          .kernel(ListFunctions::position);

  static final Scalar SLICE =
      scalar("array_slice")
          .accepts(
              ListSignatures.keepingNull(
                  either(
                      ListSignatures.of(LIST, INDEX, INDEX),
                      ListSignatures.of(LIST, INDEX, INDEX, INDEX))))
          .returnsArgument(0)
          .nullsAsValues()
          .kernel(call -> ofList("array_slice", call, args -> ListSlice.of(call.type(0), args)));

  static final Scalar HAS =
      scalar("array_has")
          .accepts(ListSignatures.of(LIST, ELEMENT))
          .returns(DataType.BOOLEAN)
          .neverFails()
          .kernel(call -> searching(call, Searched::holds));

  static final Scalar HAS_ALL =
      scalar("array_has_all")
          .accepts(ListFunctions::lists)
          .returns(DataType.BOOLEAN)
          .nullsAsValues()
          .kernel(ListFunctions::all);

  static final Scalar HAS_ANY =
      scalar("array_has_any")
          .accepts(ListSignatures.keepingNull(ListSignatures.of(LIST, LIST)))
          .returns(DataType.BOOLEAN)
          .nullsAsValues()
          .kernel(ListFunctions::any);

  static final Scalar MAX = extreme("array_max", 1);

  static final Scalar MIN = extreme("array_min", -1);

  /** Along the first dimension, or that which is given. */
  static final Scalar LENGTH =
      scalar("array_length")
          .accepts(
              ListSignatures.keepingNull(
                  either(ListSignatures.of(LIST), ListSignatures.of(LIST, INDEX))))
          .returns(DataType.UINT64)
          .kernel(
              call ->
                  ofList(
                      "array_length",
                      call,
                      args ->
                          length(call, args.get(0), call.arity() == 1 ? 1L : (Long) args.get(1))));

  /** Values in all the lists inside, or entries of a map. */
  static final Scalar CARDINALITY =
      scalar("cardinality")
          .accepts(ListFunctions::counted)
          .returns(DataType.UINT64)
          .neverFails()
          .kernel(
              call ->
                  values(
                      call, args -> cardinality(args.get(0), ListSignatures.depth(call.type(0)))));

  public static final List<Scalar> ALL =
      List.of(ELEMENT_AT, POSITION, SLICE, HAS, HAS_ALL, HAS_ANY, MAX, MIN, LENGTH, CARDINALITY);

  private ListFunctions() {}

  /**
   * A kernel of whole values. Lists are views, so what the function gives is an element, another
   * part of one of them or a list of its own; but what gives lists of lists gets lists to keep.
   */
  static Kernel values(Call call, Values function) {
    List<DataType> types = call.types();
    DataType result = call.result();
    boolean kept = item(result).family().isNested();
    return (Kernel.Row)
        (args, row, out) -> {
          Object[] values = new Object[args.length];
          for (int i = 0; i < values.length; i++) {
            DataType type = types.get(i);
            values[i] = kept ? Cells.get(args[i], row, type) : Cells.view(args[i], row, type);
          }
          Cells.set(out, row, result, function.apply(Arrays.asList(values)));
        };
  }

  /** A kernel of whole values, of which the first may not be NULL. */
  static Kernel ofList(String name, Call call, Values function) {
    if (call.type(0).isNull()) {
      throw noList(name);
    }
    return values(call, function);
  }

  private static MillraceException noList(String function) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot bind " + function + ": an argument is NULL, expected a list");
  }

  static DataType item(DataType list) {
    return list instanceof DataType.AnyList any ? any.item().type() : DataType.NULL;
  }

  static Signature either(Signature first, Signature second) {
    return given -> first.coerce(given).or(() -> second.coerce(given));
  }

  static Signature notNull(Signature signature) {
    return given ->
        given.isEmpty() || given.get(0).isNull() ? Optional.empty() : signature.coerce(given);
  }

  private static Optional<List<DataType>> lists(List<DataType> given) {
    return given.stream().anyMatch(DataType::isNull)
        ? Optional.of(given).filter(types -> types.size() == 2)
        : ListSignatures.of(LIST, LIST).coerce(given);
  }

  private static Optional<List<DataType>> counted(List<DataType> given) {
    return given.size() == 1 && given.get(0) instanceof DataType.MapOf
        ? Optional.of(given)
        : ListSignatures.of(LIST).coerce(given);
  }

  private static Object element(DataType type, List<?> list, long place) {
    ListSlice.require(type, place);
    long at = place < 0 ? list.size() + place : place - 1;
    return at < 0 || at >= list.size() || place == 0 ? null : list.get((int) at);
  }

  private static Kernel position(Call call) {
    if (call.type(0).isNull()) {
      throw noList("array_position");
    }
    Sought sought = Sought.in(call.type(0));
    return values(
        call,
        args -> {
          List<?> list = (List<?>) args.get(0);
          Long start = args.size() == 3 ? (Long) args.get(2) : Long.valueOf(1);
          if (list == null) {
            return null;
          }
          if (start == null || start < 1 || start > list.size() + 1L) {
            throw new EvaluationError(
                "Cannot find a position: start " + start + " is outside of the list");
          }
          Predicate<Object> wanted = sought.as(args.get(1));
          for (int i = (int) (start - 1); i < list.size(); i++) {
            if (wanted.test(list.get(i))) {
              return i + 1L;
            }
          }
          return null;
        });
  }

  /** A list that is searched; null is like null. */
  private record Searched(List<?> list, NestedOrder order, RowSteps steps) {
    boolean holds(Object wanted) {
      int at = indexOf(wanted);
      steps.add(at < 0 ? list.size() : at + 1);
      return at >= 0;
    }

    /** -1 if it is not there. */
    int indexOf(Object wanted) {
      if (list instanceof ElementList elements) {
        return elements.find(wanted);
      }
      for (int i = 0; i < list.size(); i++) {
        Object each = list.get(i);
        boolean same =
            (each == null || wanted == null) ? each == wanted : order.compare(each, wanted) == 0;
        if (same) {
          return i;
        }
      }
      return -1;
    }
  }

  private interface Test {
    boolean holds(Searched list, Object wanted);
  }

  private static Kernel searching(Call call, Test test) {
    NestedOrder order = NestedOrder.of(item(call.type(0)));
    return values(
        call,
        args ->
            args.contains(null)
                ? null
                : test.holds(
                    new Searched((List<?>) args.get(0), order, new RowSteps("search list")),
                    args.get(1)));
  }

  /** Of a constant without elements every list has all, even one that is null. */
  private static Kernel all(Call call) {
    if (call.types().contains(DataType.NULL)) {
      throw noList("array_has_all");
    }
    Literal wanted = call.constant(1);
    return wanted != null && (wanted.isNull() || isEmpty(wanted))
        ? values(call, args -> true)
        : searching(call, (in, x) -> ((List<?>) x).stream().allMatch(in::holds));
  }

  /** Of a constant without elements no list has any, even one that is null. */
  private static Kernel any(Call call) {
    Literal wanted = call.constant(1);
    if (isEmpty(wanted) || (wanted == null && isEmpty(call.constant(0)))) {
      return values(call, args -> false);
    }
    if (call.type(0).isNull() && wanted != null && !wanted.isNull()) {
      throw noList("array_has_any");
    }
    return searching(call, (in, x) -> ((List<?>) x).stream().anyMatch(in::holds));
  }

  private static boolean isEmpty(Literal constant) {
    return constant != null && constant.value() instanceof List<?> list && list.isEmpty();
  }

  /** Nulls are left out; of equal ones the first; null where nothing else is there. */
  private static Scalar extreme(String name, int sign) {
    return scalar(name)
        .accepts(ListFunctions::comparable)
        .size(ResultSize.OF_ARGUMENTS)
        .returns(call -> item(call.type(0)))
        .failsWhere(call -> item(call.type(0)).family().isNested())
        .kernel(
            call -> {
              Comparator<Object> order = PartialOrder.of(item(call.type(0)));
              return values(
                  call,
                  args -> {
                    Object best = null;
                    for (Object each : (List<?>) args.get(0)) {
                      boolean better =
                          each != null && (best == null || sign * order.compare(best, each) < 0);
                      best = better ? each : best;
                    }
                    return best;
                  });
            });
  }

  /** A list of anything but maps and unions. */
  private static Optional<List<DataType>> comparable(List<DataType> given) {
    return notNull(ListSignatures.of(LIST))
        .coerce(given)
        .filter(types -> !(item(types.get(0)) instanceof DataType.MapOf))
        .filter(types -> !(item(types.get(0)) instanceof DataType.Union));
  }

  private static Object length(Call call, Object list, long dimension) {
    if (dimension > ListSignatures.depth(call.type(0))) {
      return null;
    }
    Object value = list;
    for (long i = 1; i < dimension; i++) {
      value = value instanceof List<?> items && !items.isEmpty() ? inside(items.get(0)) : null;
    }
    return dimension >= 1 && value instanceof List<?> items ? (Object) (long) items.size() : null;
  }

  /** A list that is null has nothing in it. */
  private static Object inside(Object list) {
    return list == null ? List.of() : list;
  }

  private static Object cardinality(Object value, int depth) {
    if (depth <= 1) {
      return value == null ? 0L : (Object) (long) ((List<?>) value).size();
    }
    long sum = 0;
    for (Object each : (List<?>) value) {
      sum += each == null ? 0 : (Long) cardinality(each, depth - 1);
    }
    return sum;
  }

  static List<Object> joined(List<?> first, List<?> second) {
    List<Object> all = new ArrayList<>(first.size() + second.size());
    all.addAll(first);
    all.addAll(second);
    return Collections.unmodifiableList(all);
  }
}
