// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextBytesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "abcdefg", "abcdefgh", "abcdefghi", "é", "abcdefghé", "aéb", "Łódź"})
  void areUtf8WhateverTheStringHolds(String text) {
    assertThat(TextBytes.of(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xD800, 0xDFFF})
  void surrogatesAloneAreReplaced(int half) {
    String text = "a" + (char) half + "b";
    assertThat(TextBytes.of(text)).isEqualTo("a?b".getBytes(StandardCharsets.UTF_8));
  }
}
