// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.function.CallResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The types of calls, from what the table of functions says of them. */
final class CallTypes {
  private CallTypes() {}

  /** Null where unknown. */
  static DataType of(CallResult result, List<Expr> args, List<DataType> types) {
    return switch (result) {
      case UNKNOWN -> null;
      case BOOLEAN -> DataType.BOOLEAN;
      case INT64 -> DataType.INT64;
      case UINT64 -> DataType.UINT64;
      case FLOAT64 -> DataType.FLOAT64;
      case UTF8 -> DataType.UTF8;
      case COUNT -> count(argument(types, 0));
      case TAG -> new DataType.Dictionary(DataType.INT8, DataType.UTF8);
      case FIRST -> argument(types, 0);
      case SECOND -> argument(types, 1);
      case NUMBER -> number(argument(types, 0));
      case FIRST_LIST -> firstList(types);
      case SHARED -> types.isEmpty() ? null : shared(types);
      case SHARED_OR_TEXT -> orText(shared(types));
      case SIMPLE -> types.contains(null) ? null : simple(shared(types));
      case ELEMENT -> element(argument(types, 0));
      case FLAT -> flat(argument(types, 0));
      case LIST_OF_FIRST -> listOf(argument(types, 0));
      case LIST_OF_SECOND -> listOf(argument(types, 1));
      case LIST -> list(types);
      case STRUCT -> types.isEmpty() ? null : struct(types);
      case NAMED_STRUCT -> namedStruct(args, types);
      case MAP -> map(types);
      case MEMBER -> member(args, types);
      case NAMED -> named(args);
      case LIST_OF_UINT64 -> listOf(DataType.UINT64);
      case LIST_OF_FLOAT64 -> floats(firstList(types));
      case FIRST_OR_LIST -> orListOf(argument(types, 0), argument(types, 1));
      case SECOND_OR_LIST -> orListOf(argument(types, 1), argument(types, 0));
      case KEYS -> listOf(entry(argument(types, 0), 0));
      case VALUES -> listOf(entry(argument(types, 0), 1));
      case ENTRIES -> listOf(entry(argument(types, 0)));
      case ZIPPED -> zipped(types);
    };
  }

  private static DataType argument(List<DataType> types, int place) {
    return place < types.size() ? types.get(place) : null;
  }

  private static DataType count(DataType text) {
    return text instanceof DataType.Dictionary dictionary
        ? new DataType.Dictionary(dictionary.key(), DataType.INT32)
        : DataType.INT64;
  }

  private static DataType orText(DataType type) {
    return DataType.NULL.equals(type) ? DataType.UTF8_VIEW : type;
  }

  private static DataType number(DataType type) {
    return DataType.NULL.equals(type) ? DataType.FLOAT64 : type;
  }

  /** Null where a type is unknown, so that it may be one. */
  private static DataType firstList(List<DataType> types) {
    for (DataType type : types) {
      if (type == null || type instanceof DataType.AnyList) {
        return type;
      }
    }
    return listOf(DataType.NULL);
  }

  private static DataType member(List<Expr> args, List<DataType> types) {
    return args.size() == 2 && args.get(1) instanceof Expr.Constant key
        ? KnownTypes.member(types.get(0), key.literal())
        : null;
  }

  /** Of a key or a value of a map. */
  private static DataType entry(DataType type, int place) {
    return entry(type) instanceof DataType.Struct entry ? entry.fields().get(place).type() : null;
  }

  /** Null of what is no map. */
  private static DataType entry(DataType type) {
    return type instanceof DataType.MapOf map ? map.entries().type() : null;
  }

  private static DataType floats(DataType list) {
    DataType inner = element(list);
    return listOf(inner instanceof DataType.AnyList ? floats(inner) : DataType.FLOAT64);
  }

  private static DataType orListOf(DataType list, DataType element) {
    return DataType.NULL.equals(list) ? listOf(element) : list;
  }

  private static DataType zipped(List<DataType> types) {
    List<Field> members = new ArrayList<>();
    for (DataType type : types) {
      DataType element = element(type);
      if (element == null) {
        return null;
      }
      members.add(Field.of(String.valueOf(members.size() + 1), element));
    }
    return listOf(new DataType.Struct(members));
  }

  private static DataType named(List<Expr> args) {
    if (args.size() != 2
        || !(args.get(1) instanceof Expr.Constant name)
        || !(name.literal().value() instanceof String text)) {
      return null;
    }
    try {
      return DataType.parse(text);
    } catch (IllegalArgumentException | MillraceException unknown) {
      return null;
    }
  }

  /** The type that all share that are not NULL; of lists it matters only that it is one. */
  private static DataType shared(List<DataType> args) {
    List<DataType> known = args.stream().filter(type -> type == null || !type.isNull()).toList();
    if (!known.isEmpty() && known.stream().allMatch(DataType.AnyList.class::isInstance)) {
      return known.get(0);
    }
    DataType shared = DataType.NULL;
    for (DataType type : args) {
      if (type == null) {
        return null;
      }
      if (shared.isNull() || type.isNull() || shared.equals(type)) {
        shared = shared.isNull() ? type : shared;
      } else if (shared.isNumeric() && type.isNumeric()) {
        shared = KnownTypes.numeric(shared, type);
      } else {
        return null;
      }
    }
    return shared;
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
    if (DataType.NULL.equals(list)) {
      return list;
    }
    Field item = KnownTypes.element(list);
    return item == null ? null : item.type();
  }

  /** Lists of lists are joined, others stay. */
  private static DataType flat(DataType list) {
    DataType element = element(list);
    return element instanceof DataType.AnyList ? element : list;
  }

  /**
   * Of what is no number, boolean or text, a text is made.
   *
   * @param type null of several that are not the same
   */
  private static DataType simple(DataType type) {
    if (type == null) {
      return DataType.UTF8_VIEW;
    }
    return switch (type.family()) {
      case NULL -> DataType.BOOLEAN;
      case BOOLEAN, SIGNED, UNSIGNED, FLOAT, TEXT -> type;
      case DECIMAL -> DataType.FLOAT64;
      case BINARY, DATE, TIME, TIMESTAMP, DURATION, INTERVAL, LIST, STRUCT, MAP, UNION, ENCODED ->
          DataType.UTF8_VIEW;
    };
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
}
