// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.flink.util.ChildFirstClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackagingITCase {
  /** What the job bundles; each stands in NOTICE with its version. */
  private static final List<String> BUNDLED =
      List.of(
          "org.apache.arrow:arrow-vector",
          "org.apache.arrow:arrow-memory-core",
          "org.apache.arrow:arrow-format",
          "com.google.protobuf:protobuf-java",
          "com.google.flatbuffers:flatbuffers-java",
          "org.antlr:antlr4-runtime",
          "org.ow2.asm:asm",
          "com.fasterxml.jackson.core:jackson-core",
          "com.fasterxml.jackson.core:jackson-databind",
          "com.fasterxml.jackson.core:jackson-annotations",
          "com.fasterxml.jackson.datatype:jackson-datatype-jsr310",
          "commons-codec:commons-codec");

  private static final String ARROW_MEMORY = "io.millrace.shaded.org.apache.arrow.memory.";
  private static final String SHADED = "io/millrace/shaded/";
  private static final List<String> PACKAGES =
      List.of(
          "org/apache/arrow/",
          "org/apache/commons/codec/",
          "com/google/protobuf/",
          "com/google/flatbuffers/",
          "org/antlr/v4/runtime/",
          "org/objectweb/asm/",
          "com/fasterxml/jackson/core/",
          "com/fasterxml/jackson/annotation/",
          "com/fasterxml/jackson/databind/",
          "com/fasterxml/jackson/datatype/jsr310/",
          "org/apache/kafka/",
          "org/apache/flink/connector/kafka/",
          "org/apache/flink/streaming/connectors/kafka/");

  /** The job, and what SQL users drop into a cluster. */
  static List<Path> jars() {
    return List.of(Job.JAR, Job.SQL_JAR);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void everyClassIsOursOrRelocated(Path jar) throws IOException {
    assertThat(classes(jar)).isNotEmpty().allMatch(name -> name.startsWith("io/millrace/"));
    assertThat(classes(jar))
        .anyMatch(name -> name.startsWith("io/millrace/shaded/org/apache/arrow/"))
        .anyMatch(name -> name.startsWith("io/millrace/shaded/com/google/protobuf/"));
  }

  /** So that a newly bundled artifact is noticed, and comes into NOTICE. */
  @ParameterizedTest
  @MethodSource("jars")
  void nothingElseIsBundled(Path jar) throws IOException {
    assertThat(classes(jar))
        .filteredOn(name -> name.startsWith(SHADED))
        .allMatch(name -> PACKAGES.stream().anyMatch(each -> name.startsWith(SHADED + each)));
  }

  @ParameterizedTest
  @MethodSource("jars")
  void nothingOfFlinkOrOfLoggingIsBundled(Path jar) throws IOException {
    assertThat(classes(jar))
        .filteredOn(name -> !name.contains("/kafka/"))
        .noneMatch(name -> name.contains("flink/") || name.contains("slf4j"));
  }

  /** Of all modules: each has a file of its own, of one name. */
  @ParameterizedTest
  @MethodSource("jars")
  void flinkFindsAllFactories(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream in =
            zip.getInputStream(
                zip.getEntry("META-INF/services/org.apache.flink.table.factories.Factory"))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
          .contains(
              "io.millrace.table.MillraceModuleFactory",
              "io.millrace.connector.arrow.ArrowFormatFactory",
              "io.millrace.connector.expression.ExprFormatFactory",
              "io.millrace.connector.rules.RulesTableFactory");
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void noticeListsEachBundledArtifact(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("META-INF/NOTICE"))) {
      String notice = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(BUNDLED).allSatisfy(each -> assertThat(notice).contains(each + ":"));
      assertThat(List.of("antlr", "asm", "protobuf"))
          .allSatisfy(
              each -> assertThat(zip.getEntry("META-INF/licenses/LICENSE." + each)).isNotNull());
    }
  }

  /** The job alone reads topics; its client runs without native libraries. */
  @Test
  void kafkaIsBundledWithTheJob() throws IOException {
    assertThat(classes(Job.JAR)).anyMatch(name -> name.startsWith(SHADED + "org/apache/kafka/"));
    assertThat(classes(Job.SQL_JAR))
        .noneMatch(name -> name.startsWith(SHADED + "org/apache/kafka"));
    try (ZipFile zip = new ZipFile(Job.JAR.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("META-INF/NOTICE"))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("org.apache.kafka:kafka-clients:", "flink-connector-kafka:");
      assertThat(zip.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.endsWith(".so") || name.endsWith(".dll"));
    }
  }

  @Test
  void arrowMemoryWorksInFlinksChildFirstLoader() throws Exception {
    URL[] jar = {Job.JAR.toUri().toURL()};
    try (URLClassLoader loader =
        new ChildFirstClassLoader(
            jar,
            getClass().getClassLoader(),
            new String[] {"java.", "org.apache.flink."},
            t -> {})) {
      Class<?> memory = loader.loadClass("io.millrace.memory.ArrowMemory");
      assertThat(memory.getClassLoader()).isSameAs(loader);
      Object allocator =
          memory.getMethod("newAllocator", String.class, long.class).invoke(null, "test", 1L << 20);
      Class<?> type = loader.loadClass(ARROW_MEMORY + "BufferAllocator");
      Object buffer = type.getMethod("buffer", long.class).invoke(allocator, 1024L);
      Class<?> bytes = loader.loadClass(ARROW_MEMORY + "ArrowBuf");
      bytes.getMethod("setLong", long.class, long.class).invoke(buffer, 8L, 42L);
      assertThat(bytes.getMethod("getLong", long.class).invoke(buffer, 8L)).isEqualTo(42L);
      ((AutoCloseable) buffer).close();
      ((AutoCloseable) allocator).close();
    }
  }

  private static List<String> classes(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
    }
  }
}
