// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.types.Rule;
import io.millrace.types.RuleText;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import io.millrace.types.RuleWindow;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A task without marks, and the reader with them, have the same rules in force at any time. */
class RuleMarksModelTest {
  private static final int STREAMS = 3_000;
  private static final long LATEST = 5;

  private RuleTimeline ofReader = RuleTimeline.EMPTY;
  private RuleTimeline ofTask = RuleTimeline.EMPTY;

  private static RuleVersion version(Random random) {
    Rule.Action action =
        random.nextBoolean() ? Rule.Action.PUT : Rule.Action.values()[random.nextInt(3)];
    boolean put = action == Rule.Action.PUT;
    RuleWindow window = put && random.nextBoolean() ? RuleWindow.session(1_000) : null;
    Rule rule =
        new Rule(
            "a",
            1 + random.nextInt(12),
            action,
            put ? new RuleText.Sql("1") : null,
            null,
            List.of(),
            window,
            null,
            null,
            random.nextBoolean() ? random.nextLong(LATEST) : null,
            Rule.OnError.SKIP);
    Rule signed = random.nextInt(4) == 0 ? rule.signedAs("signed") : rule;
    return new RuleVersion(signed, window == null ? 0 : 7, List.of(), List.of());
  }

  private void change(RuleVersion version, long number) {
    Rule rule = version.rule();
    boolean plainOnSigned = ofReader.isSigned() && !rule.isSigned();
    if (plainOnSigned || ofReader.revision(rule).isPresent()) {
      return;
    }
    RuleTimeline after = ofReader.with(version, number);
    if (!after.equals(ofReader)) {
      ofReader = after;
      ofTask = withoutMark(ofTask.with(version, number));
    }
  }

  private void evict(Random random, long number) {
    List<RuleVersion> inForce =
        ofReader.all().map(RuleTimeline.Span::version).filter(RuleVersion::isEvaluated).toList();
    if (!inForce.isEmpty()) {
      Rule rule = inForce.get(random.nextInt(inForce.size())).rule();
      ofReader = ofReader.evicted(rule, number);
      ofTask = withoutMark(ofTask.evicted(rule, number));
    }
  }

  private static RuleTimeline withoutMark(RuleTimeline timeline) {
    return timeline.isMark() ? RuleTimeline.EMPTY : timeline;
  }

  private static Rule inForce(RuleTimeline timeline, long time) {
    RuleTimeline.Span span = timeline.at(time);
    return span == null || !span.version().isEvaluated() ? null : span.version().rule();
  }

  private void check(String as) {
    for (long time = -1; time <= LATEST; time++) {
      assertThat(inForce(ofTask, time)).as(as).isEqualTo(inForce(ofReader, time));
    }
    assertThat(ofTask.retired()).as(as).isEqualTo(ofReader.retired());
    List<Rule> rules =
        ofReader.spans().stream().map(span -> span.version().rule()).distinct().toList();
    assertThat(rules.stream().map(Rule::revision)).as(as).doesNotHaveDuplicates();
    for (int i = 1; i < rules.size(); i++) {
      assertThat(rules.get(i).outranks(rules.get(i - 1))).as(as).isTrue();
    }
  }

  @Test
  void marksSayNothingToTasks() {
    long seed = System.nanoTime();
    for (int i = 0; i < STREAMS; i++) {
      RuleMarksModelTest test = new RuleMarksModelTest();
      Random random = new Random(seed + i);
      for (long number = 1; number <= 12; number++) {
        if (random.nextInt(6) == 0) {
          test.evict(random, number);
        } else {
          test.change(version(random), number);
        }
        test.check("seed " + (seed + i) + ", change " + number);
      }
    }
  }
}
