// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Single;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Texts as long as values may be, with which an algorithm that looks back takes hours: the answer
 * is there at once, or the row ends with a limit, or with an interrupt.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LongTextTest {
  private static final int LONG = 1 << 19;
  private static final String POINTS = "aZ ßΐİéǅﬁ\uD801\uDC28\uD83D\uDE00'";

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private static Object call(Scalar function, Object... values) {
    List<Literal> args = new ArrayList<>();
    List<DataType> types = new ArrayList<>();
    for (Object value : values) {
      types.add(value instanceof Long ? DataType.INT64 : DataType.UTF8);
      args.add(new Literal(types.get(types.size() - 1), value));
    }
    // Columns: what is known beforehand is prepared in other ways.
    List<Literal> unknown = Collections.nCopies(args.size(), null);
    DataType result = function.returns().apply(new Call(types, unknown, null));
    Call call = new Call(types, unknown, result);
    Kernel kernel = function.kernel().apply(call);
    return Single.evaluate(kernel, function.nulls().apply(call), args, result).value();
  }

  @Test
  void lettersThatBecomeSeveral() {
    assertThat(call(TextBuilding.UPPER, "ΐ".repeat(LONG / 8)))
        .isEqualTo("\u0399\u0308\u0301".repeat(LONG / 8));
    assertThat(call(TextBuilding.LOWER, "İ".repeat(LONG / 8)))
        .isEqualTo("i\u0307".repeat(LONG / 8));
    assertThat(call(TextBuilding.LOWER, "Σ".repeat(LONG / 8)))
        .isEqualTo("σ".repeat(LONG / 8 - 1) + "ς");
    assertThat(call(TextBuilding.LOWER, "AΣ" + "'".repeat(LONG) + "A"))
        .isEqualTo("aσ" + "'".repeat(LONG) + "a");
  }

  /** No sigma is among these, whose mapping depends on what stands around it. */
  @RepeatedTest(20)
  void piecesAreMappedAsAWholeIs() {
    StringBuilder text = new StringBuilder();
    for (int left = 3_000; left > 0; left--) {
      text.appendCodePoint(POINTS.codePointAt(POINTS.offsetByCodePoints(0, random.nextInt(12))));
    }
    String given = text.toString();
    assertThat(call(TextBuilding.UPPER, given))
        .as("seed %d", seed)
        .isEqualTo(given.toUpperCase(Locale.ROOT));
    assertThat(call(TextBuilding.LOWER, given))
        .as("seed %d", seed)
        .isEqualTo(given.toLowerCase(Locale.ROOT));
  }

  @Test
  void textThatRepeatsItself() {
    String many = "a".repeat(LONG);
    String part = "a".repeat(LONG / 2) + "b" + "a".repeat(LONG / 4);
    assertThat(call(StringFunctions.STRPOS, many, part)).isEqualTo(0L);
    assertThat(call(StringFunctions.STRPOS, many + part, part)).isEqualTo(LONG + 1L);
    assertThat(call(StringFunctions.SPLIT_PART, many + part + "c", part, 2L)).isEqualTo("c");
    assertThat(call(StringFunctions.BTRIM, many, "bcdefghijklmnopqrstuvwxyz".repeat(20_000) + "a"))
        .isEqualTo("");
  }

  @RepeatedTest(300)
  void whatRepeatsItselfIsFoundWhereItIs() {
    String part = letters(9 + random.nextInt(40));
    String text = letters(random.nextInt(9_000)) + (random.nextBoolean() ? part : "");
    BytesView in = view(text + "########");
    in.end -= random.nextInt(8) + 1;
    int place = Utf8.indexOf(in, 0, view(part));
    assertThat(place).as("seed %d", seed).isEqualTo(in.toString().indexOf(part));
  }

  private String letters(int count) {
    UnaryOperator<String> twice = each -> each + each;
    String text = "aaab".substring(random.nextInt(3));
    while (text.length() < count) {
      text = random.nextInt(4) == 0 ? text + "ab".charAt(random.nextInt(2)) : twice.apply(text);
    }
    return text.substring(0, count);
  }

  private static BytesView view(String text) {
    BytesView view = new BytesView();
    view.bytes = text.getBytes(StandardCharsets.UTF_8);
    view.start = 0;
    view.end = view.bytes.length;
    return view;
  }

  @Test
  void stepsHaveALimit() {
    String many = "a".repeat(LONG);
    refused(StringFunctions.LEVENSHTEIN, many, many);
    refused(Patterns.LIKE, many, "%" + "a".repeat(LONG / 8) + "_b");
    refused(StringFunctions.SUBSTR_INDEX, many, "a".repeat(LONG / 2) + "b", -1L);
  }

  private static void refused(Scalar function, Object... values) {
    assertThatThrownBy(() -> call(function, values))
        .as(function.name())
        .isInstanceOfSatisfying(
            EvaluationError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageContaining("maxRowSteps");
  }

  @Test
  void anInterruptEndsARow() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> call(RegexFunctions.COUNT, "a".repeat(20_000), "a.*z|a"))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }
}
