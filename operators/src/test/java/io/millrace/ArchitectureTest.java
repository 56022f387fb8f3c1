// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.annotation.Experimental;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

/** What the packages of this module may know of each other, of Flink and of Arrow. */
@AnalyzeClasses(
    packages = "io.millrace",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.OfThisModule.class})
class ArchitectureTest {
  private static final String[] ENGINE = {
    "io.millrace.column..",
    "io.millrace.value..",
    "io.millrace.regex..",
    "io.millrace.kernel..",
    "io.millrace.cast..",
    "io.millrace.signature..",
    "io.millrace.aggregate..",
    "io.millrace.window..",
    "io.millrace.scalar..",
    "io.millrace.arithmetic..",
    "io.millrace.math..",
    "io.millrace.text..",
    "io.millrace.datetime..",
    "io.millrace.nested..",
    "io.millrace.lambda..",
    "io.millrace.builtin..",
    "io.millrace.user..",
    "io.millrace.bind..",
    "io.millrace.compile..",
    "io.millrace.index..",
    "io.millrace.record.."
  };

  private static final String[] FACES = {
    "io.millrace.row..",
    "io.millrace.json..",
    "io.millrace.operator..",
    "io.millrace.table..",
    "io.millrace.rules.."
  };

  private static final Set<String> ARROW_IN_AND_OUT =
      Set.of(
          "org.apache.arrow.memory.BufferAllocator",
          "org.apache.arrow.vector.FieldVector",
          "org.apache.arrow.vector.VectorSchemaRoot",
          "org.apache.arrow.vector.dictionary.DictionaryProvider",
          "org.apache.arrow.vector.dictionary.DictionaryProvider$MapDictionaryProvider",
          "org.apache.arrow.vector.types.pojo.Field",
          "org.apache.arrow.vector.types.pojo.Schema");

  /**
   * Each with what it needs the very type for; all others ask {@code TypeId} for its family, width
   * or layout.
   */
  private static final Map<String, String> MAY_SWITCH_ON_TYPES =
      Map.ofEntries(
          Map.entry("ArrowFields", "our types to Arrow's"),
          Map.entry("NumericTypes", "digits of numbers"),
          Map.entry("Argument", "what a declared argument takes, as DataFusion lists it"),
          Map.entry("NumberCasts", "rounding of floats"),
          Map.entry("Floats", "rounding to the width of a float"),
          Map.entry("FloatArithmetic", "rounding to the width of a float"),
          Map.entry("FloatText", "shortest digits for the width of a float"),
          Map.entry("JavaValues", "Java objects of a row to lanes"),
          Map.entry("PlainHash", "hashes of the layout that DataFusion has for a type"),
          Map.entry("RowDataReader", "Flink's row layout to lanes"),
          Map.entry("TableForm", "values to Flink's row layout and back"),
          Map.entry("TableValue", "lanes to Flink's row layout"));

  /** Readers of dates, numbers and the like: their patterns are constants. */
  private static final Set<String> MATCH_PATTERNS_OF_THEIR_OWN =
      Set.of("DateText", "TimeText", "TimestampText", "FloatText");

  /** Other modules share the prefix of the packages. */
  static final class OfThisModule implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return location.contains("/operators/");
    }
  }

  private static String outermost(JavaClass type) {
    String name = type.getName();
    return name.substring(name.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
  }

  /** The packages, each after all that it uses. */
  private static final Map<String, List<String>> USES = new LinkedHashMap<>();

  static {
    USES.put("column", List.of());
    USES.put("value", List.of("column"));
    USES.put("regex", List.of("column"));
    USES.put("kernel", List.of("column"));
    USES.put("cast", List.of("column", "value", "kernel"));
    USES.put("signature", List.of("cast"));
    USES.put("aggregate", List.of("column", "value", "signature"));
    USES.put("window", List.of("column", "value", "signature", "aggregate"));
    USES.put("scalar", List.of("column", "kernel", "signature"));
    List<String> functions = List.of("column", "value", "kernel", "cast", "signature", "scalar");
    USES.put("text", with(functions, "regex"));
    USES.put("arithmetic", with(functions, "text"));
    USES.put("math", with(functions, "arithmetic"));
    USES.put("datetime", with(functions, "arithmetic"));
    USES.put("nested", with(functions, "arithmetic"));
    USES.put("lambda", List.of("column", "scalar", "nested"));
    USES.put(
        "builtin",
        with(functions, "aggregate", "window", "arithmetic", "math", "text", "datetime", "nested"));
    USES.put("user", List.of("column", "kernel", "signature", "aggregate", "window", "scalar"));
    USES.put(
        "bind",
        List.of(
            "column",
            "kernel",
            "cast",
            "signature",
            "aggregate",
            "window",
            "scalar",
            "arithmetic",
            "text",
            "lambda",
            "builtin",
            "user"));
    USES.put(
        "compile",
        List.of(
            "column",
            "kernel",
            "cast",
            "aggregate",
            "window",
            "scalar",
            "arithmetic",
            "text",
            "lambda",
            "bind"));
    USES.put("record", List.of("column", "kernel", "bind", "compile"));
    USES.put("row", List.of("column", "value"));
    USES.put("json", List.of("column"));
    USES.put("operator", List.of("column", "bind", "compile", "record", "row"));
    USES.put("table", List.of("scalar", "builtin", "bind", "record", "row", "operator"));
    USES.put("index", List.of("column", "scalar", "arithmetic", "bind", "compile"));
    USES.put(
        "rules",
        List.of("column", "aggregate", "scalar", "lambda", "bind", "record", "json", "index"));
  }

  private static List<String> with(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  @ArchTest static final ArchRule PACKAGES_LOOK_ONE_WAY = oneWay();

  private static ArchRule oneWay() {
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String name : USES.keySet()) {
      layers = layers.layer(name).definedBy("io.millrace." + name + "..");
    }
    for (Map.Entry<String, List<String>> each : USES.entrySet()) {
      LayeredArchitecture.LayerDependencySpecification layer = layers.whereLayer(each.getKey());
      layers =
          each.getValue().isEmpty()
              ? layer.mayNotAccessAnyLayer()
              : layer.mayOnlyAccessLayers(each.getValue().toArray(new String[0]));
    }
    return layers;
  }

  @ArchTest
  static final ArchRule NO_PACKAGE_IS_FORGOTTEN =
      classes()
          .that()
          .resideInAPackage("io.millrace..")
          .should()
          .resideInAnyPackage(
              USES.keySet().stream().map(each -> "io.millrace." + each).toArray(String[]::new));

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

  /**
   * What a user holds in the hand: batches and vectors come and go, what is in them is not seen.
   */
  @ArchTest
  static final ArchRule FACES_ONLY_PASS_VECTORS_ON =
      noClasses()
          .that()
          .resideInAnyPackage(FACES)
          .should()
          .dependOnClassesThat(
              describe(
                  "Arrow's, but for what goes in and out",
                  type ->
                      type.getPackageName().startsWith("org.apache.arrow")
                          && !ARROW_IN_AND_OUT.contains(type.getFullName())));

  @ArchTest
  static final ArchRule ONLY_THE_ARROW_FACE_KNOWS_ARROW =
      noClasses()
          .that()
          .resideInAnyPackage(FACES)
          .and()
          .haveSimpleNameNotStartingWith("Arrow")
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
