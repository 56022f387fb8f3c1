// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.flink.annotation.Experimental;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.junit.jupiter.api.Test;

/** What holds in all modules; codec and operators look into their own packages more closely. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> MESSAGE =
      describe(
          "a generated message",
          type -> type.getName().matches("io\\.millrace\\.wire\\.(Expr|Common)Proto.*"));

  private static final DescribedPredicate<JavaClass> GRAMMAR =
      describe(
          "a generated parser",
          type -> type.getName().matches("io\\.millrace\\.sql\\.SqlExpression[A-Z].*"));

  private static final DescribedPredicate<JavaClass> WRITTEN_BY_HAND =
      not(MESSAGE).and(not(GRAMMAR));

  private static final int LINES = 600;

  /** It has a record for each variant of the wire, and these are one thing. */
  private static final Set<String> LONG = Set.of("Expr.java");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.millrace.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_JOB_STANDS_ON_CONNECTORS_ON_OPERATORS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("types")
          .definedBy("io.millrace.types..")
          .layer("operators")
          .definedBy(
              "io.millrace.row..",
              "io.millrace.json..",
              "io.millrace.operator..",
              "io.millrace.rules..")
          .layer("connector")
          .definedBy("io.millrace.connector..")
          .layer("job")
          .definedBy("io.millrace.job..")
          .layer("conformance")
          .definedBy("io.millrace.conformance..")
          .whereLayer("job")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("conformance")
          .mayOnlyBeAccessedByLayers("job")
          .whereLayer("connector")
          .mayOnlyBeAccessedByLayers("job", "conformance")
          .whereLayer("operators")
          .mayOnlyBeAccessedByLayers("connector", "job", "conformance");

  @ArchTest
  static final ArchRule MESSAGES_NEVER_LEAVE_THE_WIRE =
      noClasses()
          .that(not(resideInAPackage("io.millrace.wire")))
          .should()
          .dependOnClassesThat(
              MESSAGE.or(resideInAPackage("com.google.protobuf..").as("protobuf's own")));

  @ArchTest
  static final ArchRule THE_GRAMMAR_NEVER_LEAVES_SQL =
      noClasses()
          .that(not(resideInAPackage("io.millrace.sql")))
          .should()
          .dependOnClassesThat(GRAMMAR.or(resideInAPackage("org.antlr..").as("ANTLR's own")));

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_TYPE_IS =
      noClasses()
          .that(WRITTEN_BY_HAND)
          .should()
          .haveNameMatching(
              ".*(Manager|Helper|Util|Utils|Impl|Processor|Handler|(?<!Type)Info|Base)"
                  + "|.*[.$](Abstract|Default|Common)[A-Z]\\w*"
                  + "|.*\\w(Test|ITCase)");

  @ArchTest
  static final ArchRule PUBLIC_TYPES_SAY_HOW_STABLE_THEY_ARE =
      classes()
          .that(WRITTEN_BY_HAND)
          .and()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should()
          .beAnnotatedWith(PublicEvolving.class)
          .orShould()
          .beAnnotatedWith(Experimental.class)
          .orShould()
          .beAnnotatedWith(Internal.class);

  @ArchTest
  static final ArchRule STATIC_STATE_NEVER_CHANGES =
      fields()
          .that()
          .areDeclaredInClassesThat(WRITTEN_BY_HAND)
          .and()
          .areStatic()
          .should()
          .beFinal()
          .andShould()
          .notHaveRawType(ThreadLocal.class);

  @ArchTest
  static final ArchRule JAVA_STREAMS_OF_OBJECTS_ARE_NEVER_READ =
      noClasses()
          .that(not(resideInAPackage("io.millrace.benchmarks..")))
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream");

  /** Their patterns are constants; those of users go to engines that are linear in the text. */
  @ArchTest
  static final ArchRule NO_PATTERN_OF_A_USER_IS_MATCHED_BY_BACKTRACKING =
      noClasses()
          .that()
          .haveNameNotMatching(
              ".*\\.(IntervalText|ColumnName|Durations|TimeText|FloatText|DateText|TimestampText)"
                  + "(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.regex");

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    List<Path> sources = Sources.java("main");

    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(sources.stream().map(Path::getParent).distinct())
        .allSatisfy(each -> assertThat(each.resolve("package-info.java")).exists());
  }

  @Test
  void noFileIsLongerThanAReaderKeepsInMind() throws IOException {
    assertThat(Sources.java("main"))
        .filteredOn(each -> !LONG.contains(each.getFileName().toString()))
        .allSatisfy(
            each -> assertThat(Sources.text(each).lines().count()).isLessThanOrEqualTo(LINES));
  }
}
