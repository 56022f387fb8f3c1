// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.column.EvaluationError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSizeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(?:(?:[a-z\\]]{1,999}){999}){9}",
        "(((x{1000}){1000}){1000}){1000}",
        "((\\p{Lu}{2,1000}){1000})",
        "((((((((((a{99}){99}){99}){99}){99}){99}){99}){99}){99}){99}",
      })
  void whatGrowsBeyondMeasureIsRefusedBeforeItIsMade(String regex) {
    assertThatThrownBy(() -> RegexSize.check(regex))
        .isInstanceOfSatisfying(
            EvaluationError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageContaining("maxPatternSteps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "^(a+)+$",
        "[]{]{3}",
        "a{,5}",
        "{5}",
        "a{b}",
        "\\x{10FFFF}{2}",
        "(a{1000}){100}",
        "[^]]*",
        "(((",
        ")))",
        "[",
        "\\",
        "x{99999999999}",
      })
  void whatIsSmallMayBeTried(String regex) {
    assertThatCode(() -> RegexSize.check(regex)).doesNotThrowAnyException();
  }
}
