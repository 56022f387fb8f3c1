// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.conformance.InputTables;
import io.millrace.expr.Expr;
import io.millrace.expr.Operator;
import io.millrace.expr.Schema;
import io.millrace.expr.WindowFrame;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.memory.ArrowMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Expressions made by chance are made of all that the language has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoverageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
  private static final long MEMORY = 256L << 20;
  private static final int COUNT = 10_000;

  /** Not the same each time, of a file, of a whole query, or refused by DataFusion, too. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "any_value",
          "current_date",
          "current_time",
          "file_row_index",
          "grouping",
          "input_file_name",
          "now",
          "random",
          "uuid",
          "version");

  private final Set<String> made = new TreeSet<>();

  @BeforeAll
  void make() throws IOException {
    Generator generator = Differ.generator(ROOT, Grammar.read(Evaluated::orNoFunction), 1);
    try (BufferAllocator allocator = ArrowMemory.newAllocator("coverage", MEMORY);
        InputTables tables = new InputTables(Inputs.below(ROOT), allocator)) {
      for (int i = 0; i < COUNT; i++) {
        Question question = generator.question(i);
        Schema schema = tables.get(question.table()).schema();
        try {
          Expr expr = question.parser(schema).parse(question.phrase().sql());
          Parts.below(expr).map(CoverageTest::form).forEach(made::add);
        } catch (MillraceException refused) {
          // by DataFusion, too, as the differential test asks
        }
      }
    }
  }

  private static String form(Expr part) {
    if (part instanceof Expr.ScalarCall call) {
      return call.function();
    } else if (part instanceof Expr.HigherOrderCall call) {
      return call.function();
    } else if (part instanceof Expr.AggregateCall call) {
      return call.function()
          + (call.distinct() ? " distinct" : "")
          + (call.filter() == null ? "" : " filter");
    } else if (part instanceof Expr.WindowCall call) {
      return call.function() + " over " + frame(call.frame());
    } else if (part instanceof Expr.Binary chain) {
      return chain.operator().toString();
    } else if (part instanceof Expr.Is is) {
      return "is " + is.test();
    } else if (part instanceof Expr.Like like) {
      return (like.negated() ? "not " : "") + like.kind();
    } else if (part instanceof Expr.Between between) {
      return (between.negated() ? "not " : "") + "between";
    } else if (part instanceof Expr.InList in) {
      boolean constant = in.list().stream().allMatch(Parts::isConstant);
      return "%s%d of %s"
          .formatted(
              in.negated() ? "not " : "",
              Math.min(4, in.list().size()),
              constant ? "constants" : "values");
    } else if (part instanceof Expr.Case choice) {
      return "case%s %d%s"
          .formatted(
              choice.base() == null ? "" : " of a value",
              choice.branches().size(),
              choice.otherwise() == null ? "" : " else");
    } else if (part instanceof Expr.Cast cast) {
      return (cast.safe() ? "try_cast " : "cast ") + cast.type().family();
    }
    return part.getClass().getSimpleName();
  }

  private static String frame(WindowFrame frame) {
    return frame.units() + " " + bound(frame.start()) + " " + bound(frame.end());
  }

  private static String bound(WindowFrame.Bound bound) {
    boolean unbounded = bound.offset() != null && bound.offset().isNull();
    return (unbounded ? "UNBOUNDED " : "") + bound.direction();
  }

  @Test
  void everyFunction() {
    Stream<String> functions =
        Arrays.stream(FunctionKind.values())
            .flatMap(
                kind ->
                    FunctionNames.names(kind).stream()
                        .map(name -> FunctionNames.find(name, kind).orElseThrow()));
    Set<String> called = made.stream().map(form -> form.split(" ")[0]).collect(Collectors.toSet());
    assertThat(functions.filter(each -> !LEFT_OUT.contains(each)).distinct()).isSubsetOf(called);
  }

  @Test
  void everyOperatorAndTest() {
    assertThat(made).containsAll(Arrays.stream(Operator.values()).map(Enum::toString).toList());
    assertThat(made)
        .containsAll(Arrays.stream(Expr.Is.Test.values()).map(each -> "is " + each).toList());
    for (Expr.Like.Kind kind : Expr.Like.Kind.values()) {
      assertThat(made).contains(kind.toString(), "not " + kind);
    }
    assertThat(made).contains("between", "not between", "Not", "Negative");
  }

  @Test
  void casesAndListsOfEachLength() {
    for (int size = 1; size <= 4; size++) {
      assertThat(made).contains(size + " of values", "not " + size + " of values");
    }
    assertThat(made).contains("2 of constants", "3 of constants", "4 of constants");
    for (String of : Set.of("case ", "case of a value ")) {
      assertThat(made).contains(of + "1", of + "1 else", of + "2", of + "2 else");
    }
    assertThat(made).contains("case 3 else");
  }

  @Test
  void framesOfEachUnitAndBound() {
    for (WindowFrame.Units units : WindowFrame.Units.values()) {
      for (String start : Set.of("UNBOUNDED PRECEDING", "PRECEDING", "CURRENT_ROW")) {
        for (String end : Set.of("CURRENT_ROW", "FOLLOWING", "UNBOUNDED FOLLOWING")) {
          assertThat(made).anyMatch(form -> form.endsWith(units + " " + start + " " + end));
        }
      }
    }
    assertThat(made)
        .anyMatch(form -> form.endsWith("ROWS PRECEDING PRECEDING"))
        .anyMatch(form -> form.endsWith("ROWS FOLLOWING FOLLOWING"))
        .anyMatch(form -> form.endsWith("RANGE PRECEDING PRECEDING"))
        .anyMatch(form -> form.endsWith("RANGE FOLLOWING FOLLOWING"));
  }

  @Test
  void castsToEachFamilyThatHasAName() {
    for (String family :
        Set.of(
            "BOOLEAN",
            "SIGNED",
            "UNSIGNED",
            "FLOAT",
            "DECIMAL",
            "TEXT",
            "BINARY",
            "DATE",
            "TIME",
            "TIMESTAMP",
            "INTERVAL",
            "LIST")) {
      assertThat(made).contains("cast " + family);
    }
  }
}
