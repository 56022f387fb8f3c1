// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.Block;
import io.millrace.column.BlockValue;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.column.RowValue;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.RowTypeInfo;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.RowUtils;

/** Lists, structs and maps in the forms that Java users have for them. */
final class NestedForms {
  private NestedForms() {}

  /** Empty for what is not nested. Lists are arrays: Flink's own form for lists holds no nulls. */
  static Optional<JavaForm> of(DataType type) {
    return of(type, Object[].class);
  }

  /**
   * @param property the class that is asked for, to which a list may be a list
   */
  static Optional<JavaForm> of(DataType type, Class<?> property) {
    if (type instanceof DataType.AnyList list) {
      boolean isArray = property.isAssignableFrom(Object[].class) || property.isArray();
      return Optional.of(list(list, isArray));
    }
    if (type instanceof DataType.Struct struct) {
      return Optional.of(struct(struct));
    }
    return type instanceof DataType.MapOf map ? Optional.of(map(map)) : Optional.empty();
  }

  private static JavaForm list(DataType.AnyList type, boolean isArray) {
    Member item = new Member(type.item());
    Class<?> itemClass = item.typeInformation().getTypeClass();
    JavaForm.Reading list = value -> item.values(literals(value, type));
    return new JavaForm(
        isArray ? Types.OBJECT_ARRAY(item.typeInformation()) : Types.LIST(item.typeInformation()),
        (value, cell) -> {
          List<Object> literals = literals(value, item);
          if (type instanceof DataType.FixedSizeList fixed && fixed.size() != literals.size()) {
            throw new ArithmeticException();
          }
          cell.set(Collections.unmodifiableList(literals));
        },
        isArray
            ? value -> {
              List<?> all = (List<?>) list.read(value);
              return all.toArray((Object[]) Array.newInstance(itemClass, all.size()));
            }
            : list);
  }

  /** Of an array, of objects or primitives, or of a collection. */
  private static List<Object> literals(Object value, Member item) {
    List<Object> literals = new ArrayList<>();
    if (value instanceof Collection<?> all) {
      all.forEach(each -> literals.add(item.literal(each)));
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        literals.add(item.literal(Array.get(value, i)));
      }
    } else {
      throw new ClassCastException();
    }
    return literals;
  }

  /** A row, read by name where it has names, else by position. */
  private static JavaForm struct(DataType.Struct type) {
    List<String> names = type.fields().stream().map(Field::name).toList();
    List<Member> members = type.fields().stream().map(Member::new).toList();
    LinkedHashMap<String, Integer> positions = new LinkedHashMap<>();
    names.forEach(name -> positions.put(name, positions.size()));
    return new JavaForm(
        new RowTypeInfo(
            members.stream().map(Member::typeInformation).toArray(TypeInformation<?>[]::new),
            names.toArray(String[]::new)),
        (value, cell) -> {
          Row row = (Row) value;
          boolean named = isNamed(row, names);
          if (!named && row.getArity() != names.size()) {
            throw new ArithmeticException();
          }
          Object[] literals = new Object[names.size()];
          for (int i = 0; i < literals.length; i++) {
            Object member = named ? row.getField(names.get(i)) : row.getField(i);
            literals[i] = members.get(i).literal(member);
          }
          cell.set(Collections.unmodifiableList(Arrays.asList(literals)));
        },
        value -> {
          List<?> literals = literals(value, type);
          Object[] values = new Object[names.size()];
          Arrays.setAll(values, i -> members.get(i).value(literals.get(i)));
          return RowUtils.createRowWithNamedPositions(RowKind.INSERT, values, positions);
        });
  }

  /** Flink gives rows of an unnamed type names of its own, f0, f1, …, as {@link FlinkRowReader}. */
  private static boolean isNamed(Row row, List<String> names) {
    Set<String> given = row.getFieldNames(true);
    if (given == null) {
      return false;
    }
    if (row.getFieldNames(false) != null || given.containsAll(names)) {
      return true;
    }
    if (names.stream().anyMatch(given::contains)) {
      throw new ArithmeticException();
    }
    return false;
  }

  /** In the order of the entries; of a key that is there twice it has the last value. */
  private static JavaForm map(DataType.MapOf type) {
    List<Field> entry = ((DataType.Struct) type.entries().type()).fields();
    Member key = new Member(entry.get(0));
    Member to = new Member(entry.get(1));
    return new JavaForm(
        Types.MAP(key.typeInformation(), to.typeInformation()),
        (value, cell) -> {
          List<Object> literals = new ArrayList<>();
          for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
            Object literal = key.literal(each.getKey());
            if (literal == null) {
              throw new ArithmeticException();
            }
            literals.add(
                Collections.unmodifiableList(Arrays.asList(literal, to.literal(each.getValue()))));
          }
          cell.set(Collections.unmodifiableList(literals));
        },
        value -> {
          Map<Object, Object> map = new LinkedHashMap<>();
          for (Object each : literals(value, type)) {
            List<?> pair = (List<?>) each;
            map.put(key.value(pair.get(0)), to.value(pair.get(1)));
          }
          return map;
        });
  }

  private static List<?> literals(RowValue value, DataType type) {
    return (List<?>) Cells.view(value.getBlock(), 0, type);
  }

  /** What is inside of a nested value, between Java's form and that of literals. */
  private static final class Member {
    private final DataType type;
    private final JavaForm form;
    private final LiteralSink sink;
    private final Block block;
    private final RowValue cell;

    Member(Field field) {
      type = field.type().unwrapped();
      form = JavaForm.of(type);
      sink = new LiteralSink(type);
      block = Block.of(Lane.of(type), 1);
      cell = new BlockValue(() -> block, new RowErrors());
    }

    TypeInformation<?> typeInformation() {
      return form.typeInformation();
    }

    Object literal(Object value) {
      if (value == null) {
        return null;
      }
      form.writing().write(value, sink);
      return sink.value();
    }

    Object value(Object literal) {
      block.reset();
      Cells.set(block, 0, type, literal);
      return cell.compute() ? form.reading().read(cell) : null;
    }

    List<Object> values(List<?> literals) {
      List<Object> values = new ArrayList<>(literals.size());
      literals.forEach(each -> values.add(value(each)));
      return values;
    }
  }
}
