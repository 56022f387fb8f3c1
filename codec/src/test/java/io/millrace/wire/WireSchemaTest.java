// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WireSchemaTest {
  @Test
  void theCompiledMessagesAreThoseOfDataFusionFieldByField() {
    List<String> compiled = new ArrayList<>();
    for (FileDescriptor file : List.of(CommonProto.getDescriptor(), ExprProto.getDescriptor())) {
      file.getMessageTypes().forEach(message -> add(message, message.getName(), compiled));
      file.getEnumTypes().forEach(type -> add(type, compiled));
    }
    List<String> expected =
        new ArrayList<>(
            Vectors.table("schema.tsv").stream().map(row -> String.join("\t", row)).toList());
    assertThat(expected).hasSize(323);
    // A plan is kept as its bytes.
    expected.add("datafusion\tLogicalPlanNode\t-\t-\t-\t-\t(no fields)");

    assertThat(compiled).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theGeneratedClassesStayInTheirPackage() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("io.millrace.wire")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.millrace\\.wire\\.(Common|Expr)Proto.*")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.millrace"));
  }

  private static void add(Descriptor message, String name, List<String> lines) {
    String prefix = message.getFile().getPackage() + "\t" + name + "\t";
    if (message.getFields().isEmpty()) {
      lines.add(prefix + "-\t-\t-\t-\t(no fields)");
    }
    for (FieldDescriptor field : message.getFields()) {
      String oneof =
          field.getRealContainingOneof() == null ? "-" : field.getRealContainingOneof().getName();
      lines.add(
          prefix
              + String.join(
                  "\t",
                  oneof,
                  Integer.toString(field.getNumber()),
                  field.getName(),
                  label(field),
                  type(field)));
    }
    for (Descriptor nested : message.getNestedTypes()) {
      if (!nested.getOptions().getMapEntry()) {
        add(nested, name + "." + nested.getName(), lines);
      }
    }
  }

  private static void add(EnumDescriptor type, List<String> lines) {
    type.getValues()
        .forEach(
            value ->
                lines.add(
                    String.join(
                        "\t",
                        type.getFile().getPackage(),
                        type.getName(),
                        "-",
                        Integer.toString(value.getNumber()),
                        value.getName(),
                        "-",
                        "enum value")));
  }

  private static String label(FieldDescriptor field) {
    if (field.isRepeated()) {
      return "repeated";
    }
    return field.toProto().getProto3Optional() ? "explicit-optional" : "optional";
  }

  private static String type(FieldDescriptor field) {
    if (field.isMapField()) {
      List<FieldDescriptor> entry = field.getMessageType().getFields();
      return "map<" + type(entry.get(0)) + ", " + type(entry.get(1)) + ">";
    }
    return switch (field.getJavaType()) {
      case MESSAGE -> "message " + field.getMessageType().getFullName();
      case ENUM -> "enum " + field.getEnumType().getFullName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }
}
