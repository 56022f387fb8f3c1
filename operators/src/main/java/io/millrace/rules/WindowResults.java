// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.types.GroupKey;
import io.millrace.types.Rule;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import io.millrace.types.RuleVersion;
import io.millrace.types.SlotValues;
import io.millrace.types.WindowShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** What rules make of a window that is closed. */
final class WindowResults {
  private final Quarantine quarantine;
  private final WindowOutputs outputs;

  WindowResults(Quarantine quarantine, WindowOutputs outputs) {
    this.quarantine = quarantine;
    this.outputs = outputs;
  }

  /**
   * For rules of which a call could take no row of it, the window has none.
   *
   * @param states in the order of their rows
   * @param problems of what the window is made of
   * @param versions all see these states
   */
  void write(
      WindowGroup group,
      GroupKey key,
      TimeWindow window,
      List<SlotValues> states,
      CallProblems problems,
      List<RuleVersion> versions) {
    List<Literal> keys = literals(group, key);
    RuleResult.Span span = new RuleResult.Span(window.getStart(), window.getEnd());
    group.move(group.fold().results(states, EventRow.nanos(window.getEnd()), problems));
    for (RuleVersion version : versions) {
      Optional<EvaluationError> problem = problems.of(version);
      if (quarantine.holds(version.rule())) {
        continue;
      }
      if (problem.isPresent()) {
        noAnswer(group, version, keys, span, problem.get());
      } else if (version.slots().stream().allMatch(slot -> isThere(slot, states))) {
        write(group, version, keys, span);
      }
    }
  }

  private static boolean isThere(long slot, List<SlotValues> states) {
    return states.stream().anyMatch(part -> part.of(slot) != null);
  }

  private void served(
      WindowGroup group,
      TimeWindow window,
      WindowShare share,
      BiConsumer<TimelineKey, RuleVersion> each) {
    group.served(
        window.getStart(),
        share,
        (id, version) -> {
          if (!quarantine.holds(version.rule())) {
            each.accept(id, version);
          }
        });
  }

  private void write(
      WindowGroup group, RuleVersion version, List<Literal> keys, RuleResult.Span span) {
    WindowPlan plan = group.plan(version);
    RowPlan.Outcome having = plan.having();
    if (having == RowPlan.Outcome.FAILED) {
      failed(version.rule(), keys, span, plan.havingProblem());
    } else if (having == RowPlan.Outcome.SEEN) {
      Object value = plan.value();
      if (plan.problem().isPresent()) {
        noAnswer(group, version, keys, span, plan.problem().get());
      } else {
        emit(version.rule(), plan.type(), value, keys, span);
      }
    }
  }

  private void noAnswer(
      WindowGroup group,
      RuleVersion version,
      List<Literal> keys,
      RuleResult.Span span,
      EvaluationError problem) {
    if (version.rule().onError() == Rule.OnError.NULL) {
      emit(version.rule(), group.plan(version).type(), null, keys, span);
      count(version.rule());
    } else {
      failed(version.rule(), keys, span, problem);
    }
  }

  private void emit(
      Rule rule, DataType type, Object value, List<Literal> keys, RuleResult.Span span) {
    if (rule.emit() == Rule.Emit.ALL || Boolean.TRUE.equals(value)) {
      outputs.result(
          rule,
          new RuleResult(rule.id(), rule.revision(), keys, span, new Literal(type, value), null));
    }
  }

  private void failed(
      Rule rule, List<Literal> keys, RuleResult.Span span, EvaluationError problem) {
    if (rule.onError() == Rule.OnError.FAIL) {
      throw Failures.ofJob(rule, problem);
    }
    outputs.error(
        rule,
        RuleError.ofWindow(
            rule.id(), rule.revision(), problem.code(), Failures.message(problem), keys, span));
    count(rule);
  }

  private void count(Rule rule) {
    outputs.failed(rule);
    quarantine.failed(rule).ifPresent(line -> outputs.error(rule, line));
  }

  /** A row that has no place in a window, for the rules of the share that have a problem. */
  void failed(
      WindowGroup group,
      GroupKey key,
      TimeWindow window,
      WindowShare share,
      Function<RuleVersion, Optional<EvaluationError>> problems) {
    List<Literal> keys = literals(group, key);
    RuleResult.Span span = new RuleResult.Span(window.getStart(), window.getEnd());
    served(
        group,
        window,
        share,
        (id, version) ->
            problems
                .apply(version)
                .ifPresent(problem -> failed(version.rule(), keys, span, problem)));
  }

  private static List<Literal> literals(WindowGroup group, GroupKey key) {
    List<Object> values = key.values();
    List<Literal> literals = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      literals.add(new Literal(group.keyTypes().get(i), values.get(i)));
    }
    return literals;
  }
}
