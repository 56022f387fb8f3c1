// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikenessTest {
  @Test
  void exactFloatsAreThoseOfTheSameSignAndNaN() {
    assertThat(Likeness.EXACT.holds(Double.NaN, Double.NaN)).isTrue();
    assertThat(Likeness.EXACT.holds(0.0, -0.0)).isFalse();
    assertThat(Likeness.EXACT.holds(1.0, Math.nextUp(1.0))).isFalse();
    assertThat(Likeness.EXACT.holds(1.0, 1L)).isFalse();
  }

  @Test
  void toleranceIsRelativeAndReachesIntoLists() {
    Likeness near = Likeness.of("1e-9");
    assertThat(near.holds(List.of(1e20), List.of(1e20 + 1e10))).isTrue();
    assertThat(near.holds(List.of(1e20), List.of(1e20 + 1e12))).isFalse();
    assertThat(near.holds(0.0, -0.0)).isTrue();
    assertThat(near.holds(Double.MAX_VALUE, Double.POSITIVE_INFINITY)).isFalse();
    assertThat(near.holds(Double.NaN, 1.0)).isFalse();
  }

  @Test
  void unorderedListsAreMultisets() {
    Likeness unordered = Likeness.of("unordered");
    assertThat(unordered.holds(Arrays.asList(1L, null, 2L), Arrays.asList(null, 2L, 1L))).isTrue();
    assertThat(unordered.holds(List.of(1L, 1L, 2L), List.of(1L, 2L, 2L))).isFalse();
    assertThat(Likeness.EXACT.holds(List.of(1L, 2L), List.of(2L, 1L))).isFalse();
  }

  @Test
  void nullIsOnlyNull() {
    assertThat(Likeness.EXACT.holds(null, null)).isTrue();
    assertThat(Likeness.EXACT.holds(null, 1L)).isFalse();
    assertThat(Likeness.EXACT.holds(1L, null)).isFalse();
  }
}
