// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.ELEMENT;
import static io.millrace.signature.ListSignatures.Part.INDEX;
import static io.millrace.signature.ListSignatures.Part.LIST;

import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.annotation.Internal;

/** Functions that do something about those elements of a list that are a given one. */
@Internal
public final class ListEdits {
  /** All the places, from 1 on, of a value, also of null. */
  static final Scalar POSITIONS =
      scalar("array_positions")
          .accepts(ListSignatures.keepingNull(ListSignatures.of(LIST, ELEMENT)))
          .returns(new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.UINT64)))
          .size(ResultSize.times((int) ListSize.SLOT))
          .nullsAsValues()
          .kernel(call -> ListEditing.positions(ListFunctions.listed("array_positions", call)));

  static final Scalar REMOVE = removal("array_remove", Most.ONE);

  static final Scalar REMOVE_N = removal("array_remove_n", Most.GIVEN);

  static final Scalar REMOVE_ALL = removal("array_remove_all", Most.ALL);

  static final Scalar REPLACE = replacement("array_replace", Most.ONE);

  static final Scalar REPLACE_N = replacement("array_replace_n", Most.GIVEN);

  static final Scalar REPLACE_ALL = replacement("array_replace_all", Most.ALL);

  static final Scalar COMPACT =
      scalar("array_compact")
          .accepts(ListSignatures.keepingNull(ListSignatures.of(LIST)))
          .returnsArgument(0)
          .neverFails()
          .kernel(call -> ListLoop.picking(call.type(0), ListEditing::compact));

  public static final List<Scalar> ALL =
      List.of(POSITIONS, REMOVE, REMOVE_N, REMOVE_ALL, REPLACE, REPLACE_N, REPLACE_ALL, COMPACT);

  private ListEdits() {}

  /** How many elements are changed at most. */
  enum Most {
    ONE,
    GIVEN,
    ALL;

    long of(List<Object> args) {
      return switch (this) {
        case ONE -> 1;
        case GIVEN -> (Long) last(args);
        case ALL -> Long.MAX_VALUE;
      };
    }

    /** Of the arguments in a row, the last of which is not null there. */
    long of(Block[] args, int row) {
      return switch (this) {
        case ONE -> 1;
        case GIVEN -> ((LongBlock) args[args.length - 1]).values[row];
        case ALL -> Long.MAX_VALUE;
      };
    }

    /** Where there is no list or no count the result is null. */
    boolean isNull(Block[] args, int row) {
      return args[0].isNull(row) || (this == GIVEN && args[args.length - 1].isNull(row));
    }
  }

  /** A null is not removed: the result is null, but for lists that have nothing else. */
  private static Scalar removal(String name, Most most) {
    return scalar(name)
        .accepts(editing(most, LIST, ELEMENT))
        .returnsArgument(0)
        .nullsAsValues()
        .kernel(
            call -> {
              Sought sought = Sought.in(call.type(0));
              boolean nulls = ListFunctions.item(call.type(0)).isNull();
              if (sought == Sought.VALUE) {
                return ListEditing.removing(call, most);
              }
              return changing(
                  call,
                  most,
                  (args, count) ->
                      args.get(1) == null && !nulls
                          ? null
                          : without((List<?>) args.get(0), sought.as(args.get(1)), count));
            });
  }

  private static Scalar replacement(String name, Most most) {
    return scalar(name)
        .accepts(editing(most, LIST, ELEMENT, ELEMENT))
        .returns(
            call -> call.type(0).isNull() ? DataType.NULL : ListBuilding.takingNulls(call, 0, 2))
        .size(ResultSize.CHECKED)
        .nullsAsValues()
        .kernel(
            call -> {
              Sought sought = Sought.in(call.type(0));
              if (sought == Sought.VALUE && !call.type(0).isNull()) {
                return ListEditing.replacing(name, call, most);
              }
              return changing(
                  call,
                  most,
                  (args, count) ->
                      replaced(
                          name, (List<?>) args.get(0), sought.as(args.get(1)), args.get(2), count));
            });
  }

  private static Signature editing(Most most, ListSignatures.Part... parts) {
    List<ListSignatures.Part> all = new ArrayList<>(List.of(parts));
    if (most == Most.GIVEN) {
      all.add(INDEX);
    }
    return ListSignatures.keepingNull(ListSignatures.of(all.toArray(new ListSignatures.Part[0])));
  }

  private interface Change {
    List<?> of(List<Object> args, long count);
  }

  /** Null where there is no list or no count. */
  private static Kernel changing(Call call, Most most, Change change) {
    return ListFunctions.values(
        call,
        args -> {
          boolean none = args.get(0) == null || (most == Most.GIVEN && last(args) == null);
          return none ? null : change.of(args, most.of(args));
        });
  }

  private static Object last(List<Object> args) {
    return args.get(args.size() - 1);
  }

  private static List<?> without(List<?> list, Predicate<Object> wanted, long most) {
    List<Object> rest = new ArrayList<>(list.size());
    long left = most;
    for (Object each : list) {
      if (left > 0 && wanted.test(each)) {
        left--;
      } else {
        rest.add(each);
      }
    }
    return Collections.unmodifiableList(rest);
  }

  /**
   * A large element in many places is asked for; what is as wide as others makes no list larger.
   */
  private static List<?> replaced(
      String function, List<?> list, Predicate<Object> wanted, Object by, long most) {
    long wider = ListSize.of(by) - ListSize.SLOT;
    List<Object> all = new ArrayList<>(list.size());
    long count = 0;
    for (Object each : list) {
      boolean found = count < most && wanted.test(each);
      if (found) {
        count++;
        ListSize.check(function, wider == 0 ? 0 : count, wider);
      }
      all.add(found ? by : each);
    }
    return Collections.unmodifiableList(all);
  }
}
