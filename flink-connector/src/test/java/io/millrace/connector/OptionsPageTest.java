// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.arrow.ArrowFormatFactory;
import io.millrace.connector.arrow.ArrowFormatOptions;
import io.millrace.connector.expression.ExprFormatFactory;
import io.millrace.connector.expression.ExprFormatOptions;
import io.millrace.connector.rules.RulesTableFactory;
import io.millrace.connector.rules.RulesTableOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.table.factories.Factory;
import org.junit.jupiter.api.Test;

/** The page of options is what they say of themselves; {@code -Dmillrace.write=true} makes it. */
class OptionsPageTest {
  private static final Path PAGE = Path.of("../docs/reference/options.md");

  /** A heading, what stands before each key in a table, and who reads the options. */
  private record Section(String title, String prefix, Class<?> options, Factory factory) {
    List<ConfigOption<?>> declared() throws IllegalAccessException {
      List<ConfigOption<?>> declared = new ArrayList<>();
      for (Field field : options.getFields()) {
        declared.add((ConfigOption<?>) field.get(null));
      }
      return declared;
    }
  }

  private static final List<Section> SECTIONS =
      List.of(
          new Section(
              "Format `arrow`", "arrow.", ArrowFormatOptions.class, new ArrowFormatFactory()),
          new Section(
              "Format `datafusion-expr`",
              "datafusion-expr.",
              ExprFormatOptions.class,
              new ExprFormatFactory()),
          new Section(
              "Connector `millrace-rules`", "", RulesTableOptions.class, new RulesTableFactory()));

  @Test
  void thePageIsWhatOptionsSay() throws Exception {
    String page = page();
    if (Boolean.getBoolean("millrace.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("the page is stale; make it anew with -Dmillrace.write=true, see CONTRIBUTING")
        .content()
        .isEqualTo(page);
  }

  /** Flink refuses an option of a table that its factory does not name. */
  @Test
  void eachOptionIsNamedByItsFactoryAndNoOther() throws IllegalAccessException {
    for (Section section : SECTIONS) {
      Set<ConfigOption<?>> named = new HashSet<>(section.factory().requiredOptions());
      named.addAll(section.factory().optionalOptions());
      assertThat(named).as(section.title()).containsExactlyInAnyOrderElementsOf(section.declared());
    }
  }

  @Test
  void noClassOfOptionsIsMissing() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      assertThat(sources.filter(OptionsPageTest::hasOptions).map(OptionsPageTest::name))
          .containsExactlyInAnyOrderElementsOf(
              SECTIONS.stream().map(each -> each.options().getSimpleName()).toList());
    }
  }

  private static boolean hasOptions(Path source) {
    try {
      return Files.isRegularFile(source) && Files.readString(source).contains("ConfigOptions.key(");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String name(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  private static String page() throws IllegalAccessException {
    StringBuilder page =
        new StringBuilder(
            """
            # Options of tables

            Made from the options themselves; a test fails where it is out of date. What tables can be over files is in
            [Files in Flink SQL](../how-to/files.md), what the job takes on its command line in [Running](../running.md).
            """);
    for (Section section : SECTIONS) {
      page.append("\n## ").append(section.title()).append("\n\n");
      page.append("| option | type | default | meaning |\n|---|---|---|---|\n");
      for (Field field : section.options().getFields()) {
        page.append(row(section.prefix(), field, (ConfigOption<?>) field.get(null)));
      }
    }
    return page.toString();
  }

  private static String row(String prefix, Field field, ConfigOption<?> option) {
    Class<?> type =
        (Class<?>)
            ((java.lang.reflect.ParameterizedType) field.getGenericType())
                .getActualTypeArguments()[0];
    String shown =
        option.hasDefaultValue()
            ? "`" + option.defaultValue().toString().toLowerCase(Locale.ROOT) + "`"
            : "none";
    String kind =
        type.isEnum()
            ? Arrays.stream(type.getEnumConstants())
                .map(each -> "`" + each.toString().toLowerCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(" or "))
            : type.getSimpleName();
    return "| `%s%s` | %s | %s | %s |\n"
        .formatted(
            prefix, option.key(), kind, shown, new HtmlFormatter().format(option.description()));
  }
}
