// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.column.EvaluationError;
import io.millrace.expr.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateFormTest {
  static Stream<Arguments> damaged() {
    return Stream.of(
        Arguments.of("count(i64)", List.of("one")),
        Arguments.of("count(i64)", Arrays.asList((Object) null)),
        Arguments.of("avg(f64)", List.of(1L)),
        Arguments.of("sum(f64)", List.of(1L, 2.0, 3.0)),
        Arguments.of("min(s)", List.of(1L)),
        Arguments.of("median(f64)", List.of(Arrays.asList(1.0, null))),
        Arguments.of("count(DISTINCT s)", List.of(List.of(1L))),
        Arguments.of("array_agg(i64)", List.of(-1L)),
        Arguments.of("array_agg(i64 ORDER BY s)", List.of(List.of(1L), List.of())),
        Arguments.of("array_agg(i64 ORDER BY s)", List.of(List.of(1L), List.of(List.of()))),
        Arguments.of("first_value(i64)", List.of(1L, "set")),
        Arguments.of("approx_distinct(i64)", List.of(Bytes.wrap(new byte[7]))),
        Arguments.of("approx_distinct(i64)", List.of(Bytes.wrap(ranks(52)))),
        Arguments.of("approx_median(f64)", List.of(100L, 1.0, 1.0, 1.0, 1.0, List.of(1.0))));
  }

  private static byte[] ranks(int rank) {
    byte[] ranks = new byte[1 << 14];
    Arrays.fill(ranks, (byte) rank);
    return ranks;
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void aStateThatIsNoneOfTheCallIsRefused(String sql, List<Object> state) {
    try (Groups groups = new Groups(sql)) {
      assertThatThrownBy(() -> groups.load(0, List.of(state)))
          .isInstanceOfSatisfying(
              EvaluationError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_CORRUPT))
          .hasMessageMatching("Cannot read .*: .*, expected .*");
    }
  }

  @Test
  void statesOfOtherCallsAreRefused() {
    try (Groups groups = new Groups("count(i64)")) {
      assertThatThrownBy(() -> groups.merge(0, List.of(List.of(1L), List.of(2L))))
          .hasMessage("Cannot read accumulators: states of 2 calls, expected 1");
    }
  }
}
