// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result types of the calls that matter to the parser: those of syntax, and those with lists.
 */
final class CallTypes {
  private static final Map<String, Function<List<DataType>, DataType>> RESULTS =
      Map.of(
          "make_array", CallTypes::list,
          "array_element", args -> element(args.get(0)),
          "array_prepend", args -> args.size() < 2 ? null : args.get(1),
          "array_repeat", args -> listOf(args.get(0)),
          "struct", CallTypes::struct,
          "map", CallTypes::map,
          "now", args -> null);

  private static final Set<String> AS_FIRST_ARGUMENT =
      names(
          "array_append array_concat array_slice array_sort array_distinct array_reverse"
              + " array_remove array_remove_n array_remove_all array_replace array_replace_n"
              + " array_replace_all array_pop_back array_pop_front array_resize array_union"
              + " array_intersect array_except abs round trunc ceil floor date_bin nullif coalesce"
              + " nvl greatest least nvl2");
  private static final Set<String> SHARED = names("coalesce nvl greatest least");
  private static final Set<String> TEXT =
      names(
          "upper lower btrim ltrim rtrim substr concat concat_ws replace repeat left right lpad"
              + " rpad reverse initcap split_part strpos to_hex chr translate to_char arrow_typeof"
              + " overlay regexp_replace md5 array_to_string");
  private static final Set<String> FLOAT =
      names(
          "sqrt cbrt exp ln log log2 log10 power sin cos tan asin acos atan atan2 sinh cosh tanh"
              + " degrees radians random pi");
  private static final Set<String> BOOLEAN =
      names(
          "starts_with ends_with contains regexp_like isnan iszero array_has array_has_all"
              + " array_has_any empty");
  private static final Set<String> AGGREGATES_AS_FIRST_ARGUMENT =
      names("min max first_value last_value nth_value any_value lag lead median");

  private CallTypes() {}

  /** Null where unknown. */
  static DataType of(Expr.ScalarCall call, List<DataType> args) {
    String function = call.function();
    if (function.equals("get_field") && call.args().size() == 2) {
      return call.args().get(1) instanceof Expr.Constant key
          ? KnownTypes.member(args.get(0), key.literal())
          : null;
    }
    if (function.equals("named_struct")) {
      return namedStruct(call.args(), args);
    }
    if (TEXT.contains(function)) {
      return DataType.UTF8;
    }
    if (FLOAT.contains(function)) {
      return DataType.FLOAT64;
    }
    if (BOOLEAN.contains(function)) {
      return DataType.BOOLEAN;
    }
    if (args.isEmpty() && !function.equals("make_array")) {
      return null;
    }
    if (AS_FIRST_ARGUMENT.contains(function)) {
      return args.get(0);
    }
    if (SHARED.contains(function)) {
      return shared(args);
    }
    return RESULTS.getOrDefault(function, ignored -> null).apply(args);
  }

  static DataType aggregate(String function, List<DataType> args) {
    if (function.equals("count") || function.equals("row_number")) {
      return function.equals("count") ? DataType.INT64 : DataType.UINT64;
    }
    if (args.isEmpty() || args.get(0) == null) {
      return null;
    }
    if (function.equals("array_agg")) {
      return listOf(args.get(0));
    }
    return AGGREGATES_AS_FIRST_ARGUMENT.contains(function) ? args.get(0) : null;
  }

  /** Of the function's result, where it is called with a lambda of that type. */
  static DataType higherOrder(String function, DataType list, DataType body) {
    return switch (function) {
      case "array_filter" -> list;
      case "array_transform" -> listOf(body);
      case "array_first" -> element(list);
      default -> DataType.BOOLEAN;
    };
  }

  /** The type that all share that are not NULL. */
  private static DataType shared(List<DataType> args) {
    DataType shared = DataType.NULL;
    for (DataType type : args) {
      if (type == null || (!type.equals(DataType.NULL) && !isNullOr(shared, type))) {
        return null;
      }
      shared = type.equals(DataType.NULL) ? shared : type;
    }
    return shared;
  }

  private static boolean isNullOr(DataType shared, DataType type) {
    return shared.equals(DataType.NULL) || shared.equals(type);
  }

  /** Of the elements' types the widest number, else the first that is not NULL. */
  private static DataType list(List<DataType> args) {
    if (args.isEmpty()) {
      return listOf(DataType.NULL);
    }
    if (args.stream().anyMatch(Objects::isNull)) {
      return null;
    }
    List<DataType> known = args.stream().filter(type -> !type.equals(DataType.NULL)).toList();
    if (known.isEmpty()) {
      return listOf(DataType.NULL);
    }
    boolean floats = known.stream().anyMatch(DataType::isFloat);
    return listOf(
        floats && known.stream().allMatch(DataType::isNumeric) ? DataType.FLOAT64 : known.get(0));
  }

  private static DataType listOf(DataType item) {
    return item == null ? null : new DataType.ListOf(TypeId.LIST, Field.of("item", item));
  }

  private static DataType element(DataType list) {
    Field item = KnownTypes.element(list);
    return item == null ? null : item.type();
  }

  private static DataType struct(List<DataType> args) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i) == null) {
        return null;
      }
      fields.add(Field.of("c" + i, args.get(i)));
    }
    return new DataType.Struct(fields);
  }

  private static DataType namedStruct(List<Expr> args, List<DataType> types) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i + 1 < args.size(); i += 2) {
      if (!(args.get(i) instanceof Expr.Constant key)
          || !(key.literal().value() instanceof String name)
          || types.get(i + 1) == null) {
        return null;
      }
      fields.add(Field.of(name, types.get(i + 1)));
    }
    return new DataType.Struct(fields);
  }

  private static DataType map(List<DataType> args) {
    DataType key = args.size() == 2 ? element(args.get(0)) : null;
    DataType value = args.size() == 2 ? element(args.get(1)) : null;
    if (key == null || value == null) {
      return null;
    }
    DataType entry =
        new DataType.Struct(List.of(Field.of("key", key, false), Field.of("value", value)));
    return new DataType.MapOf(Field.of("entries", entry, false), false);
  }

  private static Set<String> names(String separated) {
    return Stream.of(separated.split(" ")).collect(Collectors.toUnmodifiableSet());
  }
}
