// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.ELEMENT;
import static io.millrace.signature.ListSignatures.Part.INDEX;
import static io.millrace.signature.ListSignatures.Part.LIST;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.LongBlock;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
                  ListLoop.element(
                      call.type(0),
                      (lists, args, row) -> {
                        long place = ((LongBlock) args[1]).values[row];
                        ListSlice.require(call.type(0), place);
                        int size = lists.size(row);
                        long at = place < 0 ? size + place : place - 1;
                        boolean isThere = place != 0 && at >= 0 && at < size;
                        return isThere ? lists.starts[row] + (int) at : -1;
                      }));

  /** The first place, from 1 on, of a value, also of null; null where it is not there. */
  static final Scalar POSITION =
      scalar("array_position")
          .accepts(
              ListSignatures.keepingNull(
                  either(
                      ListSignatures.of(LIST, ELEMENT), ListSignatures.of(LIST, ELEMENT, INDEX))))
          .returns(DataType.UINT64)
          .nullsAsValues()
          .kernel(ListSearch::position);

  static final Scalar SLICE =
      scalar("array_slice")
          .accepts(
              ListSignatures.keepingNull(
                  either(
                      ListSignatures.of(LIST, INDEX, INDEX),
                      ListSignatures.of(LIST, INDEX, INDEX, INDEX))))
          .returnsArgument(0)
          .nullsAsValues()
          .kernel(call -> ListSlice.kernel(listed("array_slice", call)));

  static final Scalar HAS =
      scalar("array_has")
          .accepts(ListSignatures.of(LIST, ELEMENT))
          .returns(DataType.BOOLEAN)
          .neverFails()
          .kernel(ListSearch::has);

  static final Scalar HAS_ALL =
      scalar("array_has_all")
          .accepts(ListFunctions::lists)
          .returns(DataType.BOOLEAN)
          .nullsAsValues()
          .kernel(ListSearch::all);

  static final Scalar HAS_ANY =
      scalar("array_has_any")
          .accepts(ListSignatures.keepingNull(ListSignatures.of(LIST, LIST)))
          .returns(DataType.BOOLEAN)
          .nullsAsValues()
          .kernel(ListSearch::any);

  static final Scalar MAX = extreme("array_max", 1);

  static final Scalar MIN = extreme("array_min", -1);

  /** Along the first dimension, or that which is given. */
  static final Scalar LENGTH =
      scalar("array_length")
          .accepts(
              ListSignatures.keepingNull(
                  either(ListSignatures.of(LIST), ListSignatures.of(LIST, INDEX))))
          .returns(DataType.UINT64)
          .kernel(ListFunctions::length);

  /** Values in all the lists inside, or entries of a map. */
  static final Scalar CARDINALITY =
      scalar("cardinality")
          .accepts(ListFunctions::counted)
          .returns(DataType.UINT64)
          .neverFails()
          .kernel(ListFunctions::cardinality);

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
    return values(listed(name, call), function);
  }

  /** A call of which the first argument may not be NULL. */
  static Call listed(String name, Call call) {
    if (call.type(0).isNull()) {
      throw noList(name);
    }
    return call;
  }

  static MillraceException noList(String function) {
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

  /** Nulls are left out; of equal ones the first; null where nothing else is there. */
  private static Scalar extreme(String name, int sign) {
    return scalar(name)
        .accepts(ListFunctions::comparable)
        .size(ResultSize.OF_ARGUMENTS)
        .returns(call -> item(call.type(0)))
        .failsWhere(call -> item(call.type(0)).family().isNested())
        .kernel(
            call ->
                item(call.type(0)).family().isNested()
                    ? best(call, sign)
                    : ListLoop.element(call.type(0), ListExtremes.of(item(call.type(0)), sign)));
  }

  private static Kernel best(Call call, int sign) {
    Comparator<Object> order = PartialOrder.of(item(call.type(0)));
    return values(
        call,
        args -> {
          Object best = null;
          for (Object each : (List<?>) args.get(0)) {
            boolean better = each != null && (best == null || sign * order.compare(best, each) < 0);
            best = better ? each : best;
          }
          return best;
        });
  }

  /** A list of anything but maps and unions. */
  private static Optional<List<DataType>> comparable(List<DataType> given) {
    return notNull(ListSignatures.of(LIST))
        .coerce(given)
        .filter(types -> !(item(types.get(0)) instanceof DataType.MapOf))
        .filter(types -> !(item(types.get(0)) instanceof DataType.Union));
  }

  private static Kernel length(Call call) {
    listed("array_length", call);
    if (call.arity() > 1) {
      return values(call, args -> length(call, args.get(0), (Long) args.get(1)));
    }
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          for (int row = 0; row < rows; row++) {
            if (!out.isNull(row)) {
              ((LongBlock) out).values[row] = ((NestedBlock) args[0]).size(row);
            }
          }
        };
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

  private static Kernel cardinality(Call call) {
    int depth = ListSignatures.depth(call.type(0));
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          for (int row = 0; row < rows; row++) {
            if (!out.isNull(row)) {
              ((LongBlock) out).values[row] = cardinality(call.type(0), args[0], row, rows, depth);
            }
          }
        };
  }

  private static long cardinality(DataType type, Block lists, int row, int rows, int depth) {
    NestedBlock nested = (NestedBlock) lists;
    if (lists.isNull(row)) {
      return 0;
    }
    if (depth <= 1) {
      return nested.size(row);
    }
    nested.spread(type, rows);
    Block elements = nested.elements();
    long sum = 0;
    for (int i = nested.starts[row]; i < nested.ends[row]; i++) {
      sum += cardinality(item(type), elements, i, elements.capacity(), depth - 1);
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
