// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rules that ask for gigabytes, in their text or by the values of an event: the row has no answer,
 * no memory is taken for it, and the other rules answer it.
 */
class HostileRulesTest {
  private static final long MOST_BYTES = 64L << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private interface Step {
    void run() throws Exception;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          repeat(S, N)                               | LIMIT_EXCEEDED
          lpad(S, N)                                 | LIMIT_EXCEEDED
          rpad(S, N, 'ab')                           | LIMIT_EXCEEDED
          array_repeat(S, N)                         | LIMIT_EXCEEDED
          array_resize([1], N, 2)                    | LIMIT_EXCEEDED
          range(0, N)                                | LIMIT_EXCEEDED
          generate_series(0, N)                      | LIMIT_EXCEEDED
          replace(repeat(S, N / 1000), S, repeat(S, N / 1000)) | LIMIT_EXCEEDED
          concat(repeat(S, N / 1000), repeat(S, N / 1000)) | LIMIT_EXCEEDED
          array_concat(range(0, N / 8000), range(0, N / 8000)) | LIMIT_EXCEEDED
          levenshtein(repeat(S, N / 1000), repeat(S, N / 1000)) | LIMIT_EXCEEDED
          regexp_replace(repeat(S, N / 1000), S, repeat(S, 9), 'g') | LIMIT_EXCEEDED
          to_char(date '2000-01-01', repeat(concat('%', S), N / 2000)) | LIMIT_EXCEEDED
          regexp_like(S, repeat(S, N / 1000))        | LIMIT_EXCEEDED
          regexp_like(S, concat('((a{999}){999}){', N % 999 + 9, '}')) | LIMIT_EXCEEDED
          factorial(N)                               | LIMIT_EXCEEDED
          """)
  void endBeforeMemoryIsTaken(String sql, String code) throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      long used =
          used(
              () -> {
                tasks.rule(rule("small", "repeat(carrier, 3)"));
                tasks.rule(rule("text", sql.replace("S", "'c'").replace("N", "1000000000")));
                tasks.rule(rule("event", sql.replace("S", "carrier").replace("N", "delay")));
                tasks.marker();
                tasks.event(1, "c", 1_000_000_000L, 0.5);
              });
      assertThat(used).as("bytes taken").isLessThan(MOST_BYTES);
      assertThat(tasks.errors())
          .hasSize(2)
          .allMatch(line -> line.contains("\"code\":\"" + code + "\""));
      assertThat(tasks.results()).hasSize(1).allMatch(line -> line.contains("ccc"));
    }
  }

  private static String rule(String id, String sql) {
    return "{\"id\":\"%s\",\"revision\":1,\"on_error\":\"skip\",\"sql\":\"%s\"}"
        .formatted(id, sql.replace("'", "\\u0027"));
  }

  private static long used(Step step) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    step.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
