// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.EvaluationError;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
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
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/** Maps out of lists, and lists out of maps. */
@Internal
public final class MapFunctions {
  /** What stands for the entry instead of the number of one of its members. */
  private static final int WHOLE = -1;

  /**
   * Out of the keys, which must differ, and their values; null where there is no list of keys, but
   * empty if that and the values are constants.
   */
  static final Scalar MAP =
      scalar("map")
          .accepts(MapFunctions::lists)
          .size(ResultSize.OF_ARGUMENTS)
          .returns(MapFunctions::type)
          .nullsAsValues()
          .kernel(
              call -> {
                NestedOrder order = NestedOrder.of(ListFunctions.item(call.type(0)));
                boolean constant = call.constant(0) != null && call.constant(1) != null;
                List<?> none = constant ? List.of() : null;
                return ListFunctions.values(
                    call,
                    args -> {
                      List<?> keys = args.get(0) == null ? none : (List<?>) args.get(0);
                      return keys == null ? null : map(keys, (List<?>) args.get(1), order);
                    });
              });

  static final Scalar KEYS = parts("map_keys", entry -> Field.of("item", entry.get(0).type()), 0);

  static final Scalar VALUES =
      parts(
          "map_values", entry -> Field.of("item", entry.get(1).type(), entry.get(1).nullable()), 1);

  static final Scalar ENTRIES =
      parts(
          "map_entries",
          entry -> Field.of("item", entry(entry.get(0).type(), entry.get(1).type()), false),
          WHOLE);

  /** The value of a key as the one element of a list, which is null where there is none. */
  static final Scalar EXTRACT =
      scalar("map_extract")
          .accepts(MapFunctions::mapAndKey)
          .size(ResultSize.OF_ARGUMENTS)
          .returns(
              call ->
                  call.type(0) instanceof DataType.MapOf map
                      ? new DataType.ListOf(
                          TypeId.LIST, Field.of("item", members(map).get(1).type()))
                      : DataType.NULL)
          .nullsAsValues()
          .neverFails()
          .kernel(MapFunctions::extracting);

  public static final List<Scalar> ALL = List.of(MAP, KEYS, VALUES, ENTRIES, EXTRACT);

  private MapFunctions() {}

  private static Optional<List<DataType>> lists(List<DataType> given) {
    boolean both = given.size() == 2 && given.stream().allMatch(SharedTypes::isList);
    return both ? Optional.of(given) : Optional.empty();
  }

  private static DataType type(Call call) {
    DataType entry = entry(ListFunctions.item(call.type(0)), ListFunctions.item(call.type(1)));
    return new DataType.MapOf(Field.of("entries", entry, false), false);
  }

  private static DataType entry(DataType key, DataType value) {
    return new DataType.Struct(List.of(Field.of("key", key, false), Field.of("value", value)));
  }

  private static List<Field> members(DataType map) {
    return ((DataType.Struct) ((DataType.MapOf) map).entries().type()).fields();
  }

  /**
   * A list of a part of each entry.
   *
   * @param member of the entry
   */
  private static Scalar parts(String name, Function<List<Field>, Field> item, int member) {
    return scalar(name)
        .accepts(
            given ->
                given.size() == 1 && given.get(0) instanceof DataType.MapOf
                    ? Optional.of(given)
                    : Optional.empty())
        .size(ResultSize.OF_ARGUMENTS)
        .returns(call -> new DataType.ListOf(TypeId.LIST, item.apply(members(call.type(0)))))
        .neverFails()
        .kernel(
            call ->
                ListLoop.blocks(
                    (args, out, rows, errors) -> {
                      NestedBlock maps = ListLoop.spread(args[0], call.type(0), rows);
                      NestedBlock entries = MapEntries.of(maps, call.type(0));
                      ((NestedBlock) out)
                          .share(
                              maps,
                              member == WHOLE ? entries : entries.member(member),
                              ListFunctions.item(call.result()),
                              rows);
                    }));
  }

  /** A key is cast to what those of the map are. */
  private static Optional<List<DataType>> mapAndKey(List<DataType> given) {
    if (given.size() != 2) {
      return Optional.empty();
    }
    DataType map = given.get(0);
    if (map.isNull()) {
      return Optional.of(given);
    }
    return map instanceof DataType.MapOf
        ? Optional.of(List.of(map, members(map).get(0).type()))
        : Optional.empty();
  }

  private static Kernel extracting(Call call) {
    if (call.type(0).isNull()) {
      return ListLoop.NOTHING;
    }
    MapEntries entries = new MapEntries(call.type(0));
    DataType value = ListFunctions.item(call.result());
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          NestedBlock maps = ListLoop.spread(args[0], call.type(0), rows);
          int[] places = entries.find(maps, args[1], rows);
          Picks picks = new Picks(entries.values(maps), rows);
          NestedBlock result = (NestedBlock) out;
          result.lists(picks.source(), value);
          for (int row = 0; row < rows; row++) {
            if (places[row] < 0) {
              picks.addNull();
            } else {
              picks.add(places[row]);
            }
            result.starts[row] = row;
            result.ends[row] = row + 1;
          }
          result.lists(picks.block(), value);
        });
  }

  private static List<?> map(List<?> keys, List<?> values, NestedOrder order) {
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
