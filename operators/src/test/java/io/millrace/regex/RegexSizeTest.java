// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.column.EvaluationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSizeTest {
  private static void check(String regex) {
    RegexSize.checkText(regex);
    RegexSize.check(RegexReader.read(regex).node());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(?:(?:[a-z\\]]{1,999}){999}){9}",
        "(((x{1000}){1000}){1000}){1000}",
        "((\\p{Lu}{2,1000}){1000})",
        "(((((((((a{99}){99}){99}){99}){99}){99}){99}){99}){99}){99}",
        "(?:a{0,2147483647}){0,2147483647}",
      })
  void whatGrowsBeyondMeasureIsRefusedBeforeItIsMade(String regex) {
    assertThatThrownBy(() -> check(regex))
        .isInstanceOfSatisfying(
            EvaluationError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageContaining("maxPatternBytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?:(?:){2147483647}){2147483647}",
        "(?:(?:^|$){2147483647}){2147483647}",
        "(){1000000}a",
        "(?:^){1000000}",
      })
  void whatMatchesNoCharacterIsNotRepeated(String regex) {
    assertThatCode(() -> check(regex)).doesNotThrowAnyException();
  }

  @Test
  void aLongTextIsRefusedUnread() {
    assertThatThrownBy(() -> check("a".repeat(4097))).hasMessageContaining("maxPatternLength");
  }

  /** How often each may be repeated in DataFusion. */
  @ParameterizedTest
  @CsvSource({
    "a, 327673",
    "é, 163836",
    "日, 109224",
    "[ab], 145632",
    "[aceg], 109224",
    "., 10485",
    "(?s:.), 10877",
    "\\s, 15419",
    "(a), 109224",
    "(?:a*b), 100822",
    "(?i:k), 44430",
    "(?:a\\b), 163836",
    "[é-ü], 79436",
    "[aé], 62414",
  })
  void isAsLargeAsInRust(String regex, int most) {
    assertThatCode(() -> check(regex + "{" + most + "}")).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(regex + "{" + (most + 1) + "}"))
        .hasMessageContaining("maxPatternBytes");
  }
}
