// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How arrow-rs spells nested types; mirrors its {@code Display} of {@code DataType}. */
final class Spelling {
  private Spelling() {}

  /** Quoted and escaped as Rust's {@code Debug} does it. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(character -> escape(character, out));
    return out.append('"').toString();
  }

  private static void escape(int character, StringBuilder out) {
    switch (character) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0 -> out.append("\\0");
      default -> {
        if (printable(character)) {
          out.appendCodePoint(character);
        } else {
          out.append("\\u{").append(Integer.toHexString(character)).append('}');
        }
      }
    }
  }

  private static boolean printable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> true;
    };
  }

  /** Keys and values in the order of the keys. */
  static String metadata(Map<String, String> metadata) {
    return new TreeMap<>(metadata)
        .entrySet().stream()
            .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The item of a list: its name is said only where it is not the usual one. */
  static String item(Field item) {
    String name = item.name().equals("item") ? "" : ", field: '" + item.name() + "'";
    return nullability(item) + item.type() + name + metadataOf(item);
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
        .mapToObj(i -> ", " + union.ids().get(i) + ": (" + member(union.members().get(i)) + ")")
        .collect(Collectors.joining("", "Union(" + mode, ")"));
  }

  static String runEnds(DataType.RunEndEncoded type) {
    return "RunEndEncoded(" + member(type.runEnds()) + ", " + member(type.values()) + ")";
  }

  /** A field as Rust's {@code Debug} shows it. */
  static String debug(Field field) {
    return "Field { name: "
        + quoted(field.name())
        + ", data_type: "
        + field.type()
        + (field.nullable() ? ", nullable: true" : "")
        + (field.metadata().isEmpty() ? "" : ", metadata: " + metadata(field.metadata()))
        + " }";
  }

  private static String member(Field field) {
    return quoted(field.name()) + ": " + nullability(field) + field.type() + metadataOf(field);
  }

  private static String nullability(Field field) {
    return field.nullable() ? "" : "non-null ";
  }

  private static String metadataOf(Field field) {
    return field.metadata().isEmpty() ? "" : ", metadata: " + metadata(field.metadata());
  }
}
