// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.SharedTypes;
import io.millrace.value.NestedOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.annotation.Internal;

/** Maps out of lists. */
@Internal
public final class MapFunctions {
  /** Out of the keys, which must differ, and their values; null where there is no list of keys. */
  static final Scalar MAP =
      scalar("map")
          .accepts(MapFunctions::lists)
          .returns(MapFunctions::type)
          .nullsAsValues()
          .kernel(
              call -> {
                NestedOrder order = NestedOrder.of(ListFunctions.item(call.type(0)));
                return ListFunctions.values(
                    call, args -> map((List<?>) args.get(0), (List<?>) args.get(1), order));
              });

  public static final List<Scalar> ALL = List.of(MAP);

  private MapFunctions() {}

  private static Optional<List<DataType>> lists(List<DataType> given) {
    boolean both = given.size() == 2 && given.stream().allMatch(SharedTypes::isList);
    return both ? Optional.of(given) : Optional.empty();
  }

  private static DataType type(Call call) {
    DataType entry =
        new DataType.Struct(
            List.of(
                Field.of("key", ListFunctions.item(call.type(0)), false),
                Field.of("value", ListFunctions.item(call.type(1)))));
    return new DataType.MapOf(Field.of("entries", entry, false), false);
  }

  private static List<?> map(List<?> keys, List<?> values, NestedOrder order) {
    if (keys == null) {
      return null;
    }
    int size = values == null ? 0 : values.size();
    if (size != keys.size()) {
      throw new EvaluationError(
          "Cannot make map: there are " + keys.size() + " keys and " + size + " values");
    }
    TreeSet<Object> seen = new TreeSet<>(order);
    List<Object> entries = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Object key = keys.get(i);
      if (key == null || !seen.add(key)) {
        throw new EvaluationError(
            "Cannot make map: found key "
                + key
                + (key == null ? "" : " twice")
                + ", expected each key once and none null");
      }
      entries.add(Collections.unmodifiableList(Arrays.asList(key, values.get(i))));
    }
    return Collections.unmodifiableList(entries);
  }
}
