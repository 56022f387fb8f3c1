// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.LIST;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.SharedTypes;
import io.millrace.signature.Signature;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Lists as sets: each element once, where it is first seen. Two nulls are the same, and so are two
 * NaN; zeros have no sign, but those inside of elements keep theirs.
 */
@Internal
public final class ListSets {
  static final Scalar UNION =
      combination(
          "array_union",
          ListSignatures.of(LIST, LIST),
          (sets, row) -> {
            sets.addNew(0, row);
            sets.addNew(1, row);
          });

  /** In the order of the longer list. */
  static final Scalar INTERSECT =
      combination(
          "array_intersect",
          ListSignatures.of(LIST, LIST),
          (sets, row) -> {
            int longer = sets.size(0, row) >= sets.size(1, row) ? 0 : 1;
            sets.addShared(longer, row);
          });

  static final Scalar EXCEPT =
      combination(
          "array_except",
          alike(ListSignatures.of(LIST, LIST)),
          (sets, row) -> sets.addOthers(0, row));

  static final Scalar DISTINCT =
      scalar("array_distinct")
          .accepts(ListSignatures.keepingNull(ListSignatures.of(LIST)))
          .returnsArgument(0)
          .neverFails()
          .kernel(ListSets::distinct);

  public static final List<Scalar> ALL = List.of(UNION, INTERSECT, EXCEPT, DISTINCT);

  private ListSets() {}

  private interface Combination {
    void of(Sets sets, int row);
  }

  private static Scalar combination(String name, Signature signature, Combination combination) {
    return scalar(name)
        .accepts(signature)
        .returnsArgument(0)
        .failsWhere(call -> !holdsNulls(call.type(0)))
        .kernel(
            call -> {
              EvaluationError noNulls =
                  new EvaluationError(
                      "Cannot compute %s: the result has a null, expected none in %s"
                          .formatted(name, call.result()));
              return kernel(call, holdsNulls(call.type(0)) ? null : noNulls, combination);
            });
  }

  private static Kernel distinct(Call call) {
    return call.type(0).isNull()
        ? ListLoop.NOTHING
        : kernel(call, null, (sets, row) -> sets.addNew(0, row));
  }

  /**
   * @param noNulls what is to be thrown for a null in a result; null if such may be
   */
  private static Kernel kernel(Call call, EvaluationError noNulls, Combination combination) {
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          NestedBlock[] lists = new NestedBlock[args.length];
          for (int i = 0; i < lists.length; i++) {
            lists[i] = ListLoop.spread(args[i], call.type(i), rows);
          }
          Sets sets = new Sets(lists, noNulls);
          ListLoop.joining(
              ListFunctions.item(call.type(0)),
              sets.result,
              (row, to) -> {
                sets.seen.clear();
                combination.of(sets, row);
                return true;
              },
              out,
              rows,
              errors);
          withoutSigns(((NestedBlock) out).elements());
        });
  }

  /** Of zeros. */
  private static void withoutSigns(Block elements) {
    if (elements instanceof DoubleBlock doubles) {
      for (int i = 0; i < doubles.values.length; i++) {
        doubles.values[i] += 0.0;
      }
    }
  }

  private static boolean holdsNulls(DataType list) {
    return SharedTypes.item(list).nullable();
  }

  /** Elements of both lists, or of neither, may be null. */
  private static Signature alike(Signature signature) {
    return given ->
        signature
            .coerce(given)
            .filter(types -> holdsNulls(types.get(0)) == holdsNulls(types.get(1)));
  }

  /** One list, or two, in whose rows elements are looked for, and the results of all rows. */
  private static final class Sets {
    final ElementSet seen = new ElementSet();
    final Joined result;
    private final ElementSet others = new ElementSet();
    private final NestedBlock[] lists;
    private final EvaluationError noNulls;

    Sets(NestedBlock[] lists, EvaluationError noNulls) {
      this.lists = lists;
      this.noNulls = noNulls;
      result = new Joined(Arrays.stream(lists).map(NestedBlock::elements).toArray(Block[]::new));
    }

    int size(int list, int row) {
      return lists[list].size(row);
    }

    /** Adds the elements of a list that were not seen before. */
    void addNew(int list, int row) {
      Block elements = lists[list].elements();
      for (int place = lists[list].starts[row]; place < lists[list].ends[row]; place++) {
        if (seen.add(elements, place)) {
          add(list, place);
        }
      }
    }

    /** Adds those of them that are in the other list. */
    void addShared(int list, int row) {
      collect(1 - list, row);
      Block elements = lists[list].elements();
      for (int place = lists[list].starts[row]; place < lists[list].ends[row]; place++) {
        if (others.contains(elements, place) && seen.add(elements, place)) {
          add(list, place);
        }
      }
    }

    /** Adds those of them that are not in the other list. */
    void addOthers(int list, int row) {
      collect(1 - list, row);
      Block elements = lists[list].elements();
      for (int place = lists[list].starts[row]; place < lists[list].ends[row]; place++) {
        if (!others.contains(elements, place) && seen.add(elements, place)) {
          add(list, place);
        }
      }
    }

    private void collect(int list, int row) {
      others.clear();
      others.addAll(lists[list].elements(), lists[list].starts[row], lists[list].ends[row]);
    }

    private void add(int list, int place) {
      if (noNulls != null && lists[list].elements().isNull(place)) {
        throw noNulls;
      }
      result.add(list, place);
    }
  }
}
