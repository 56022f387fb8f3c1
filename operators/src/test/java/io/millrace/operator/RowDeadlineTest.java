// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.closure.Deadline;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowSteps;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlSchema;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Limit#BATCH_MILLIS} of rows by themselves. */
class RowDeadlineTest {
  private static final Expressions<Row> ROWS =
      Expressions.overRows(SqlSchema.parse("s VARCHAR, n INT"));

  private static Expressions<Row> within(long millis) {
    return ROWS.withSessions(
        () -> SessionContext.create().withLimits(Limits.DEFAULT.with(Limit.BATCH_MILLIS, millis)));
  }

  @Test
  void anExpressionThatTakesTooLongHasNoAnswer() throws Exception {
    Row row = Row.of("a", 7);
    assertThat(Tasks.map(within(0).map("upper(s)", "n + 1"), row)).containsExactly(new Row(2));
    assertThat(Tasks.filter(within(0).filter("n > 1"), row)).isEmpty();
    assertThatThrownBy(() -> Tasks.map(within(0).onError(OnError.FAIL).map("n + 1"), row))
        .hasMessageContaining("Cannot evaluate a row: it took longer")
        .hasMessageContaining("maxBatchMillis = 0");
  }

  @Test
  void onesThatAreInTimeAnswerAsWithoutADeadline() throws Exception {
    Expressions<Row> timed = within(60_000);
    String[] sql = {"upper(s)", "n + 1", "n > 1", "n * 0.5", "CAST(n AS DECIMAL)"};
    Row[] rows = {Row.of("a", 7), Row.of(null, null), Row.of("b", -1)};
    assertThat(Tasks.map(timed.map(sql), rows))
        .hasSize(3)
        .isEqualTo(Tasks.map(ROWS.map(sql), rows));
    assertThat(Tasks.filter(timed.filter("n > 1 OR s = 'b'"), rows))
        .isEqualTo(Tasks.filter(ROWS.filter("n > 1 OR s = 'b'"), rows));
  }

  @Test
  @Timeout(60)
  void oneRowEndsInTheMidstOfAFunctionThatTakesLong() throws Exception {
    String sql = "levenshtein(repeat(s, n), repeat('b', n))";
    assertThat(Tasks.map(within(1).map(sql), Row.of("a", 30_000))).containsExactly(new Row(1));
    RowSteps steps = new RowSteps("do much");
    Limits none = Limits.DEFAULT.with(Limit.BATCH_MILLIS, 0);
    try (Deadline deadline = Deadline.within(none, Limit.BATCH_MILLIS, "evaluate a row")) {
      assertThat(deadline).isNotNull();
      assertThatThrownBy(() -> steps.add(1 << 21))
          .isInstanceOfSatisfying(
              EvaluationError.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    }
    steps.add(1 << 21);
  }
}
