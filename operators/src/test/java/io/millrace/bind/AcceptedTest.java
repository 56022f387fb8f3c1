// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message says of arguments that a function does not take. */
class AcceptedTest {
  private static final Schema NO_COLUMNS = new Schema("t", List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          repeat('x', 1e9) | Cannot bind repeat: argument 2 of (Utf8, Float64) is Float64, expected Int64
          date_trunc(1, timestamp '2024-01-01T00:00:00') | Cannot bind date_trunc: argument 1 of (Int64, Timestamp(ns)) is Int64, expected Utf8
          strpos('a') | Cannot bind strpos: the arguments are (Utf8), expected one more, which is Utf8
          substr('a', 1, 2, 3) | Cannot bind substr: the arguments are (Utf8, Int64, Int64, Int64), expected the first 3
          pi(1) | Cannot bind pi: the arguments are (Int64), expected none
          array_append(1, 2) | Cannot bind array_append: argument 1 of (Int64, Int64) is Int64, expected List(Int64)
          sum('a') | Cannot bind sum: argument 1 of (Utf8) is Utf8, expected
          """)
  void saysWhichArgumentWhatItWasAndWhatIsExpected(String sql, String message) {
    assertThatThrownBy(
            () -> Binder.over(NO_COLUMNS).bindAggregate(SqlParser.over(NO_COLUMNS).parse(sql)))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_MISMATCH))
        .hasMessageStartingWith(message);
  }
}
