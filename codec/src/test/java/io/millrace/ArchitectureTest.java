// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.Set;
import org.apache.flink.annotation.Experimental;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

/** function ◀ expr ◀ wire and sql ◀ closure ◀ udf ◀ session; trust and memory stand apart. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** The ways between types and messages, the spelling of constants, Java's integers. */
  private static final Set<String> MAY_SWITCH_ON_TYPES =
      Set.of("TypeNumbers", "LiteralWriter", "ValuePrinter", "JavaForm");

  private static final DescribedPredicate<JavaClass> PROTOBUF =
      describe("a generated message", type -> outermost(type).matches("ExprProto|CommonProto"));

  private static final DescribedPredicate<JavaClass> GRAMMAR =
      describe(
          "a generated parser", type -> outermost(type).matches("SqlExpression[A-Z][A-Za-z]+"));

  private static final DescribedPredicate<JavaClass> WRITTEN_BY_HAND =
      not(PROTOBUF).and(not(GRAMMAR));

  private static String outermost(JavaClass type) {
    String name = type.getName();
    return name.substring(name.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
  }

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.millrace.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EXPR_KNOWS_NEITHER_THE_WIRE_NOR_TEXT =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.expr")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.wire..",
              "io.millrace.sql..",
              "io.millrace.trust..",
              "io.millrace.memory..",
              "org.apache.arrow..",
              "com.google.protobuf..",
              "org.antlr..");

  @ArchTest
  static final ArchRule FUNCTION_KNOWS_NO_EXPRESSIONS =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.function")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.expr..",
              "io.millrace.wire..",
              "io.millrace.sql..",
              "io.millrace.trust..",
              "org.apache.arrow..");

  @ArchTest
  static final ArchRule TRUST_AND_MEMORY_STAND_APART =
      noClasses()
          .that()
          .resideInAnyPackage("io.millrace.trust", "io.millrace.memory")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.expr..",
              "io.millrace.wire..",
              "io.millrace.sql..",
              "io.millrace.function..");

  @ArchTest
  static final ArchRule TEXT_AND_THE_WIRE_DO_NOT_KNOW_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.sql")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.millrace.wire..");

  @ArchTest
  static final ArchRule MESSAGES_NEVER_LEAVE_THE_WIRE =
      noClasses()
          .that(not(resideInAPackage("io.millrace.wire")))
          .should()
          .dependOnClassesThat(PROTOBUF);

  @ArchTest
  static final ArchRule THE_GRAMMAR_NEVER_LEAVES_SQL =
      noClasses()
          .that(not(resideInAPackage("io.millrace.sql")))
          .should()
          .dependOnClassesThat(GRAMMAR)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule ONLY_LICENSED_FILES_SWITCH_ON_TYPES =
      noFields()
          .that()
          .haveName("$SwitchMap$io$millrace$expr$TypeId")
          .should()
          .beDeclaredInClassesThat(
              describe("not licensed", type -> !MAY_SWITCH_ON_TYPES.contains(outermost(type))));

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_TYPE_IS =
      noClasses()
          .that(WRITTEN_BY_HAND)
          .should()
          .haveNameMatching(
              ".*(Manager|Helper|Util|Utils|Impl|Processor|Handler|Info|Base)"
                  + "|.*[.$](Abstract|Default|Common)[A-Z]\\w*");

  @ArchTest
  static final ArchRule NOTHING_IS_CALLED_GET =
      noMethods()
          .that()
          .areDeclaredInClassesThat(WRITTEN_BY_HAND)
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .should()
          .haveNameMatching("get[A-Z]\\w*");

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

  /** Bytes that come make no objects of the class path. */
  @ArchTest
  static final ArchRule NOTHING_READS_OBJECT_STREAMS =
      noClasses()
          .that()
          .resideInAnyPackage("io.millrace..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .because("code and state travel in closed forms");

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
}
