// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import org.apache.flink.annotation.Experimental;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

/**
 * column ◀ builtin ◀ bind ◀ compile ◀ operator, rules; column ◀ row ◀ operator; column ◀ json ◀
 * rules.
 */
@AnalyzeClasses(
    packages = {
      "io.millrace.column",
      "io.millrace.builtin",
      "io.millrace.bind",
      "io.millrace.compile",
      "io.millrace.row",
      "io.millrace.json",
      "io.millrace.operator",
      "io.millrace.rules"
    },
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] ENGINE = {
    "io.millrace.column..", "io.millrace.builtin..", "io.millrace.bind..", "io.millrace.compile.."
  };

  /** Each with what it needs the type for; the compiler needs it for nothing. */
  private static final Map<String, String> MAY_SWITCH_ON_TYPES =
      Map.ofEntries(
          Map.entry("Lane", "which lane carries a type"),
          Map.entry("ColumnReader", "widths of Arrow's buffers into lanes"),
          Map.entry("ColumnWriter", "lanes into widths of Arrow's buffers"),
          Map.entry("ArrowFields", "our types to Arrow's"),
          Map.entry("Cells", "the Java form of a single value"),
          Map.entry("Kinds", "families of types, the words of all rules below"),
          Map.entry("NumericTypes", "digits of numbers and limits of decimals"),
          Map.entry("SharedTypes", "which types lose to others, as DataFusion lists them"),
          Map.entry("Castable", "DataFusion's table of casts"),
          Map.entry("Signatures", "what a declared argument takes, as DataFusion lists it"),
          Map.entry("Argument", "what a declared argument takes, as DataFusion lists it"),
          Map.entry("Casts", "kernels of casts by kind of type"),
          Map.entry("NumberCasts", "ranges of integers and rounding of floats"),
          Map.entry("ListCasts", "offsets of lists by layout"),
          Map.entry("Integers", "bits and sign of integers"),
          Map.entry("IntegerArithmetic", "where integers wrap"),
          Map.entry("Floats", "rounding to the width of a float"),
          Map.entry("FloatArithmetic", "rounding to the width of a float"),
          Map.entry("FloatText", "shortest digits for the width of a float"),
          Map.entry("DecimalArithmetic", "where decimals overflow"),
          Map.entry("NestedOrder", "comparing elements by their type"),
          Map.entry("AggregateFunctions", "accumulators by family of type"),
          Map.entry("JavaValues", "Java objects of a row to lanes"),
          Map.entry("RowDataReader", "Flink's row layout to lanes"));

  /** Readers of dates, numbers and the like: their patterns are constants. */
  private static final Set<String> MATCH_PATTERNS_OF_THEIR_OWN =
      Set.of("DateText", "TimeText", "TimestampText", "FloatText");

  private static String outermost(JavaClass type) {
    String name = type.getName();
    return name.substring(name.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
  }

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
          .layer("row")
          .definedBy("io.millrace.row..")
          .layer("json")
          .definedBy("io.millrace.json..")
          .layer("operator")
          .definedBy("io.millrace.operator..")
          .layer("rules")
          .definedBy("io.millrace.rules..")
          .whereLayer("operator")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("rules")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("row")
          .mayOnlyBeAccessedByLayers("operator")
          .whereLayer("json")
          .mayOnlyBeAccessedByLayers("rules")
          .whereLayer("compile")
          .mayOnlyBeAccessedByLayers("operator", "rules")
          .whereLayer("bind")
          .mayOnlyBeAccessedByLayers("compile", "operator", "rules")
          .whereLayer("builtin")
          .mayOnlyBeAccessedByLayers("bind", "compile", "row", "operator", "rules");

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
  static final ArchRule ONLY_LICENSED_FILES_SWITCH_ON_TYPES =
      noFields()
          .that()
          .haveName("$SwitchMap$io$millrace$expr$TypeId")
          .should()
          .beDeclaredInClassesThat(
              describe("not licensed", type -> !MAY_SWITCH_ON_TYPES.containsKey(outermost(type))));

  @ArchTest
  static final ArchRule PATTERNS_OF_USERS_ARE_MATCHED_IN_LINEAR_TIME =
      noClasses()
          .that(
              describe(
                  "match more than patterns of their own",
                  type -> !MATCH_PATTERNS_OF_THEIR_OWN.contains(outermost(type))))
          .and()
          .resideInAnyPackage(ENGINE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.regex..");

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
