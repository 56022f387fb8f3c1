// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.LIST;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.scalar.Scalar;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.SharedTypes;
import io.millrace.signature.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
          (left, right) -> {
            Set<Object> all = set(left);
            all.addAll(set(right));
            return all;
          });

  /** In the order of the longer list. */
  static final Scalar INTERSECT =
      combination(
          "array_intersect",
          ListSignatures.of(LIST, LIST),
          (left, right) -> {
            boolean byLeft = left.size() >= right.size();
            Set<Object> shared = set(byLeft ? left : right);
            shared.retainAll(set(byLeft ? right : left));
            return shared;
          });

  static final Scalar EXCEPT =
      combination(
          "array_except",
          alike(ListSignatures.of(LIST, LIST)),
          (left, right) -> {
            Set<Object> rest = set(left);
            set(right).forEach(rest::remove);
            return rest;
          });

  static final Scalar DISTINCT =
      scalar("array_distinct")
          .accepts(ListSignatures.keepingNull(ListSignatures.of(LIST)))
          .returnsArgument(0)
          .neverFails()
          .kernel(call -> ListFunctions.values(call, args -> list(set((List<?>) args.get(0)))));

  public static final List<Scalar> ALL = List.of(UNION, INTERSECT, EXCEPT, DISTINCT);

  private ListSets() {}

  private interface Combination {
    Set<Object> of(List<?> left, List<?> right);
  }

  private static Scalar combination(String name, Signature signature, Combination combination) {
    return scalar(name)
        .accepts(signature)
        .returnsArgument(0)
        .failsWhere(call -> !holdsNulls(call.type(0)))
        .kernel(
            call -> {
              boolean nulls = holdsNulls(call.type(0));
              return ListFunctions.values(
                  call,
                  args -> {
                    Set<Object> all = combination.of((List<?>) args.get(0), (List<?>) args.get(1));
                    if (!nulls && all.contains(null)) {
                      throw new EvaluationError(
                          "Cannot compute %s: the result has a null, expected none in %s"
                              .formatted(name, call.result()));
                    }
                    return list(all);
                  });
            });
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

  private static Set<Object> set(List<?> list) {
    Set<Object> set = new LinkedHashSet<>();
    for (Object each : list) {
      set.add(each instanceof Double number && number == 0 ? (Object) 0.0 : each);
    }
    return set;
  }

  private static List<Object> list(Set<Object> set) {
    return Collections.unmodifiableList(new ArrayList<>(set));
  }
}
