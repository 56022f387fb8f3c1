// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleVersion;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;

/** Of a rule whose aggregate calls are not those that its slots were given to. */
class BoundOtherwiseTest {
  private static final String RULE =
      "{'id':'a','revision':4,'sql':'sum(delay) > max(delay)','window':{'tumble':'10s'}}";

  @Test
  void statesAreNotTakenForThoseOfOtherCalls() throws Exception {
    isRefused(calls -> List.of(calls.get(1), calls.get(0)));
    isRefused(calls -> calls.subList(0, 1));
    isRefused(calls -> List.of(calls.get(0), calls.get(1), 0L));
  }

  private static void isRefused(UnaryOperator<List<Long>> otherwise) throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      RuleChange change = tasks.changesOf(RULE).get(0);
      List<Long> calls = otherwise.apply(change.version().calls());
      List<Long> slots = List.of(1L, 2L, 3L).subList(0, calls.size());
      RuleVersion version =
          new RuleVersion(change.version().rule(), change.version().group(), slots, calls);
      RuleChange other = new RuleChange(change.number(), version);
      isNamed(catchThrowable(() -> tasks.changeAtRouter(0, other)));
      isNamed(catchThrowable(() -> tasks.changeAtWindows(0, other)));
    }
  }

  private static void isNamed(Throwable thrown) {
    assertThat(ExceptionUtils.findThrowable(thrown, SuppressRestartsException.class)).isPresent();
    assertThat(ExceptionUtils.findThrowable(thrown, MillraceException.class).orElseThrow())
        .hasMessageContaining("\"a\" revision 4")
        .extracting(MillraceException::code)
        .isEqualTo(ErrorCode.STATE_INCOMPATIBLE);
  }
}
