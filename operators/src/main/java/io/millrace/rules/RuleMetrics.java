// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * What each rule does at an instance of an operator, as metrics in the group {@code millrace.rule}
 * with the rule's id, of its shadow in {@code millrace.shadow}. Beyond a number of them, rules are
 * counted together under the id {@link #OTHER}, and so are shadows, because reporters keep what
 * they have seen of each id; a rule that goes makes room for another. Flink keeps something of each
 * group that there ever was, so after {@link #IDS_OF_EACH} times as many no other id gets one. A
 * rule of that very id is always among the others.
 */
final class RuleMetrics {
  /** How many ids may ever have metrics at an instance, for each that may have them at a time. */
  static final int IDS_OF_EACH = 10;

  static final String OTHER = "other";

  /** Of one rule. */
  private static final class Cell {
    private final MetricGroup group;
    private final Counter matches;
    private final Counter errors;

    /** Of its revisions the highest; read by reporters. */
    private volatile Rule rule;

    /** Null where rows are not looked at. */
    private volatile RowCounts rows;

    private final TimesOf times = new TimesOf();

    Cell(MetricGroup group) {
      this.group = group;
      matches = group.counter("numMatches");
      errors = group.counter("numErrors");
    }
  }

  /**
   * How many rows were looked at for a rule.
   *
   * @param before in groups that it was in before
   * @param groups that it is in, with others
   * @param since how many rows each of them had had then
   */
  private record RowCounts(long before, List<RowGroup> groups, List<Long> since) {
    long count() {
      long count = before;
      for (int i = 0; i < groups.size(); i++) {
        count += groups.get(i).rows().getCount() - since.get(i);
      }
      return count;
    }

    RowCounts in(List<RowGroup> next) {
      List<Long> counts = next.stream().map(group -> group.rows().getCount()).toList();
      return new RowCounts(count(), next, counts);
    }

    /** Of the group that it came to last; of no rows where it is in none. */
    EvalTimes times() {
      return groups.isEmpty() ? new EvalTimes() : groups.get(groups.size() - 1).takeTimes();
    }
  }

  /** Those of a rule, whatever group it is in. */
  private static final class TimesOf implements Histogram {
    volatile EvalTimes now;

    @Override
    public void update(long nanos) {
      now.update(nanos);
    }

    @Override
    public long getCount() {
      return now.getCount();
    }

    @Override
    public HistogramStatistics getStatistics() {
      return now.getStatistics();
    }
  }

  private final MetricGroup all;
  private final int most;
  private final Predicate<Rule> inQuarantine;
  private final Map<TimelineKey, Cell> cells = new HashMap<>();

  /** Those that ever had one. */
  private final Set<TimelineKey> seen = new HashSet<>();

  /** Of the other rules, and of the other shadows. */
  private final Map<TimelineKey, Cell> others = new HashMap<>();

  /**
   * @param most rules and shadows that have metrics of their own at a time
   */
  RuleMetrics(MetricGroup operator, int most, Predicate<Rule> inQuarantine) {
    all = operator.addGroup("millrace");
    this.most = most;
    this.inQuarantine = inQuarantine;
  }

  /** Takes over what a change, or the start, made of a rule. */
  void put(TimelineKey key, RuleTimeline timeline) {
    Optional<Rule> highest =
        timeline.spans().stream()
            .map(span -> span.version().rule())
            .filter(rule -> rule.action().isEvaluated())
            .reduce((lower, higher) -> higher);
    if (highest.isEmpty()) {
      remove(cells.remove(key));
    } else if (cells.containsKey(key) || isRoomFor(key)) {
      cells.computeIfAbsent(key, this::cell).rule = highest.get();
    }
  }

  /** Where rows are looked at for a rule from now on. */
  void lookedAt(TimelineKey key, List<RowGroup> groups) {
    Cell cell = cells.get(key);
    if (cell != null) {
      boolean isNew = cell.rows == null;
      cell.rows = (isNew ? new RowCounts(0, List.of(), List.of()) : cell.rows).in(groups);
      cell.times.now = cell.rows.times();
      if (isNew) {
        cell.group.gauge("numRecordsEvaluated", () -> cell.rows.count());
        cell.group.histogram("evalTimeNanos", cell.times);
      }
    }
  }

  private boolean isRoomFor(TimelineKey key) {
    boolean isNamed = !key.id().equals(OTHER) && cells.size() < most;
    boolean isKnown = seen.contains(key);
    return isNamed && (isKnown || (seen.size() < IDS_OF_EACH * (long) most && seen.add(key)));
  }

  private MetricGroup group(TimelineKey key) {
    return all.addGroup(key.isShadow() ? "shadow" : "rule", key.id());
  }

  private Cell cell(TimelineKey key) {
    Cell cell = new Cell(group(key));
    cell.group.gauge("ruleVersion", () -> cell.rule.revision());
    cell.group.gauge("quarantined", () -> inQuarantine.test(cell.rule) ? 1 : 0);
    return cell;
  }

  private static void remove(Cell cell) {
    if (cell != null && cell.group instanceof AbstractMetricGroup<?> group) {
      group.close();
    }
  }

  void result(Rule rule) {
    of(rule).matches.inc();
  }

  /** An evaluation had no answer, whatever {@code on_error} makes of it. */
  void failed(Rule rule) {
    of(rule).errors.inc();
  }

  private Cell of(Rule rule) {
    Cell known = cells.get(TimelineKey.of(rule));
    return known != null
        ? known
        : others.computeIfAbsent(
            new TimelineKey(OTHER, rule.isShadow()), key -> new Cell(group(key)));
  }
}
