// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How arrow-rs spells nested types; mirrors its {@code Display} of {@code DataType}. */
final class Spelling {
  private Spelling() {}

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The item of a list: its name is said only where it is not the usual one. */
  static String item(Field item) {
    return typed(item) + (item.name().equals("item") ? "" : ", field: '" + item.name() + "'");
  }

  static String struct(DataType.Struct struct) {
    return struct.fields().stream()
        .map(Spelling::member)
        .collect(Collectors.joining(", ", "Struct(", ")"));
  }

  static String map(DataType.MapOf map) {
    return "Map(" + member(map.entries()) + (map.sorted() ? ", sorted)" : ", unsorted)");
  }

  static String union(DataType.Union union) {
    String mode = union.mode() == DataType.Union.Mode.SPARSE ? "Sparse" : "Dense";
    return IntStream.range(0, union.members().size())
        .mapToObj(i -> union.ids().get(i) + ": (" + member(union.members().get(i)) + ")")
        .collect(Collectors.joining(", ", "Union(" + mode + ", ", ")"));
  }

  static String runEnds(DataType.RunEndEncoded type) {
    return "RunEndEncoded(" + member(type.runEnds()) + ", " + member(type.values()) + ")";
  }

  private static String member(Field field) {
    return quoted(field.name()) + ": " + typed(field);
  }

  private static String typed(Field field) {
    return (field.nullable() ? "" : "non-null ") + field.type();
  }
}
