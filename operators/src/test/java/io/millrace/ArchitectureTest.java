// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.flink.annotation.Experimental;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

/** column ◀ builtin ◀ bind ◀ compile ◀ operator. */
@AnalyzeClasses(
    packages = {
      "io.millrace.column",
      "io.millrace.builtin",
      "io.millrace.bind",
      "io.millrace.compile",
      "io.millrace.operator"
    },
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] ENGINE = {
    "io.millrace.column..", "io.millrace.builtin..", "io.millrace.bind..", "io.millrace.compile.."
  };

  @ArchTest
  static final ArchRule STATIONS_LOOK_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("column")
          .definedBy("io.millrace.column..")
          .layer("builtin")
          .definedBy("io.millrace.builtin..")
          .layer("bind")
          .definedBy("io.millrace.bind..")
          .layer("compile")
          .definedBy("io.millrace.compile..")
          .layer("operator")
          .definedBy("io.millrace.operator..")
          .whereLayer("operator")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("compile")
          .mayOnlyBeAccessedByLayers("operator")
          .whereLayer("bind")
          .mayOnlyBeAccessedByLayers("compile", "operator")
          .whereLayer("builtin")
          .mayOnlyBeAccessedByLayers("bind", "compile", "operator");

  @ArchTest
  static final ArchRule THE_ENGINE_KNOWS_NOTHING_OF_FLINK =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE)
          .should()
          .dependOnClassesThat(
              describe(
                  "Flink's, but for annotations",
                  type ->
                      type.getPackageName().startsWith("org.apache.flink")
                          && !type.getPackageName().startsWith("org.apache.flink.annotation")));

  @ArchTest
  static final ArchRule ONLY_COLUMN_KNOWS_VECTORS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.millrace.column..")
          .and()
          .resideInAnyPackage(ENGINE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.arrow..");

  @ArchTest
  static final ArchRule COMPILING_KNOWS_NO_TYPES =
      noFields()
          .that()
          .haveName("$SwitchMap$io$millrace$expr$TypeId")
          .should()
          .beDeclaredInClassesThat()
          .resideInAPackage("io.millrace.compile..");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_TYPE_IS =
      noClasses()
          .should()
          .haveNameMatching(
              ".*(Manager|Helper|Util|Utils|Impl|Processor|Handler|Base)"
                  + "|.*[.$](Abstract|Default|Common)[A-Z]\\w*");

  @ArchTest
  static final ArchRule PUBLIC_TYPES_SAY_HOW_STABLE_THEY_ARE =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should()
          .beAnnotatedWith(PublicEvolving.class)
          .orShould()
          .beAnnotatedWith(Experimental.class)
          .orShould()
          .beAnnotatedWith(Internal.class);
}
