// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.conformance.InputTable;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The columns of a table by the sorts of a grammar. */
final class TableSorts {
  private static final long SMALL = 100;

  private final Grammar grammar;
  private final Map<String, List<String>> columns = new HashMap<>();

  TableSorts(String name, InputTable table, Grammar grammar) {
    this.grammar = grammar;
    List<Field> fields = table.schema().fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      String given = grammar.sortOf(name, field.name());
      String sort = given == null ? sort(field.type(), table, i) : given;
      columns.computeIfAbsent(sort, key -> new ArrayList<>()).add(field.name());
    }
  }

  /** Of that sort and of those that are of it, too. */
  List<String> of(String sort) {
    return grammar.narrower(sort).stream()
        .flatMap(each -> columns.getOrDefault(each, List.of()).stream())
        .toList();
  }

  /** Few functions take run-ends as what they stand for. */
  private static String sort(DataType encoded, InputTable table, int column) {
    DataType type = encoded instanceof DataType.RunEndEncoded ? encoded : encoded.unwrapped();
    return switch (type.family()) {
      case BOOLEAN -> "bool";
      case SIGNED, UNSIGNED -> size(table.values(column, List.of()));
      case FLOAT -> "float";
      case DECIMAL -> "dec";
      case TEXT -> "anytext";
      case BINARY -> "bin";
      case DATE -> "date";
      case TIME -> "time";
      case TIMESTAMP -> "ts";
      case DURATION -> "dur";
      case INTERVAL -> "iv";
      case LIST -> list(((DataType.AnyList) type).item().type().unwrapped());
      case STRUCT -> struct((DataType.Struct) type);
      case MAP -> map((DataType.MapOf) type);
      case UNION -> "union";
      case NULL, ENCODED -> "any";
    };
  }

  private static String size(Object[] values) {
    long[] integers =
        Arrays.stream(values)
            .filter(Objects::nonNull)
            .mapToLong(value -> ((Number) value).longValue())
            .toArray();
    boolean small = Arrays.stream(integers).allMatch(each -> -SMALL <= each && each <= SMALL);
    boolean positive = Arrays.stream(integers).allMatch(each -> each >= 0);
    return small ? positive ? "count" : "small" : "int";
  }

  private static String list(DataType item) {
    return switch (item.family()) {
      case SIGNED, UNSIGNED -> "ilist";
      case TEXT -> "tlist";
      case FLOAT -> "flist";
      case LIST -> "llist";
      default -> "list";
    };
  }

  private static String struct(DataType.Struct type) {
    List<String> names = type.fields().stream().map(Field::name).toList();
    return names.equals(List.of("x", "y")) ? "struct" : "any";
  }

  private static String map(DataType.MapOf type) {
    List<Field> entry = ((DataType.Struct) type.entries().type()).fields();
    return entry.get(0).type().isText() && entry.get(1).type().isInteger() ? "map" : "any";
  }
}
