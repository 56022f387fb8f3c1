// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What rules answer, told a second time and as plainly as can be: every row of every open window is
 * kept, and each revision, and each change looks at all of them.
 */
final class RuleModel {
  /** Windows of {@code size} every {@code slide}, or sessions of a gap; none for row rules. */
  record Shape(long size, long slide, long gap, boolean keyed, int aggregate, long above) {
    Shape withOtherAggregate() {
      return new Shape(size, slide, gap, keyed, (aggregate + 1) % 3, above);
    }
  }

  /**
   * One revision.
   *
   * @param shape null for a pause
   */
  record Revision(String id, long number, Long from, Shape shape, long factor) {
    long start() {
      return from == null ? Long.MIN_VALUE : from;
    }
  }

  private record Row(long time, String carrier, long delay) {}

  private static final class Window {
    final String key;
    long start;
    long end;
    Revision revision;
    final List<Row> rows = new ArrayList<>();

    Window(String key, long start, long end, Revision revision) {
      this.key = key;
      this.start = start;
      this.end = end;
      this.revision = revision;
    }
  }

  private static final class Rule {
    final List<Revision> revisions = new ArrayList<>();
    List<Window> windows = new ArrayList<>();
  }

  private final TreeMap<String, Rule> rules = new TreeMap<>();
  private final List<String> results = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;

  List<String> results() {
    return results;
  }

  List<String> late() {
    return late;
  }

  private static Revision at(List<Revision> revisions, long time) {
    return revisions.stream()
        .filter(each -> each.start() <= time)
        .max(Comparator.comparingLong(Revision::number))
        .orElse(null);
  }

  /** Revisions of one id must have different numbers. */
  void change(Revision next) {
    Rule rule = rules.computeIfAbsent(next.id(), id -> new Rule());
    List<Revision> before = List.copyOf(rule.revisions);
    rule.revisions.add(next);
    List<Window> kept = new ArrayList<>();
    for (Window window : rule.windows) {
      boolean session = window.revision.shape().gap() > 0;
      boolean stays = session ? goesOn(window, next, rule) : goesOn(window, before, rule);
      if (stays) {
        kept.add(window);
      }
    }
    rule.windows = kept;
    joinSessions(rule);
  }

  private static boolean goesOn(Window window, List<Revision> before, Rule rule) {
    Revision old = at(before, window.start);
    Revision now = at(rule.revisions, window.start);
    window.revision = now;
    return Objects.equals(now, old) || (now.shape() != null && now.shape().equals(old.shape()));
  }

  /** An open session keeps its revision, but a change without effective_from takes it over. */
  private static boolean goesOn(Window session, Revision next, Rule rule) {
    long until =
        rule.revisions.stream()
            .filter(each -> each.number() > next.number())
            .mapToLong(Revision::start)
            .min()
            .orElse(Long.MAX_VALUE);
    Revision old = session.revision;
    if (next.from() != null || next.number() < old.number() || until <= old.start()) {
      return true;
    }
    boolean stays = next.shape() != null && next.shape().equals(session.revision.shape());
    session.revision = next;
    return stays;
  }

  private static void joinSessions(Rule rule) {
    rule.windows.sort(Comparator.comparingLong(window -> window.start));
    for (int i = 0; i < rule.windows.size(); i++) {
      Window first = rule.windows.get(i);
      for (int j = i + 1; j < rule.windows.size(); j++) {
        Window second = rule.windows.get(j);
        boolean same =
            Objects.equals(first.revision, second.revision)
                && first.revision.shape().gap() > 0
                && first.key.equals(second.key);
        if (same && second.start <= first.end) {
          first.end = Math.max(first.end, second.end);
          first.rows.addAll(second.rows);
          rule.windows.remove(j--);
        }
      }
    }
  }

  void event(long time, String carrier, long delay) {
    Row row = new Row(time, carrier, delay);
    rules.values().forEach(rule -> event(rule, row));
  }

  private void event(Rule rule, Row row) {
    boolean open = false;
    Revision closed = null;
    for (Revision revision : rule.revisions) {
      Shape shape = revision.shape();
      if (shape == null || row.delay() <= shape.above()) {
        continue;
      }
      String key = shape.keyed() ? "[\"" + row.carrier() + "\"]" : "[]";
      if (shape.gap() > 0) {
        if (revision.equals(at(rule.revisions, row.time()))) {
          boolean added = addToSession(rule, revision, key, row);
          open |= added;
          closed = added ? closed : revision;
        }
        continue;
      }
      long last = row.time() - Math.floorMod(row.time(), shape.slide());
      for (long start = last; start > row.time() - shape.size(); start -= shape.slide()) {
        if (!revision.equals(at(rule.revisions, start))) {
          continue;
        }
        if (start + shape.size() - 1 > watermark) {
          window(rule, revision, key, start, start + shape.size()).rows.add(row);
          open = true;
        } else if (closed == null || closed.number() < revision.number()) {
          closed = revision;
        }
      }
    }
    if (!open && closed != null) {
      late.add(closed.id() + " " + closed.number() + " " + row.delay());
    }
  }

  private static Window window(Rule rule, Revision revision, String key, long start, long end) {
    for (Window window : rule.windows) {
      if (window.key.equals(key) && window.start == start && window.end == end) {
        return window;
      }
    }
    Window window = new Window(key, start, end, revision);
    rule.windows.add(window);
    return window;
  }

  private boolean addToSession(Rule rule, Revision revision, String key, Row row) {
    Window own = new Window(key, row.time(), row.time() + revision.shape().gap(), revision);
    own.rows.add(row);
    boolean touches =
        rule.windows.stream()
            .anyMatch(
                window ->
                    revision.equals(window.revision)
                        && window.key.equals(key)
                        && window.start <= own.end
                        && own.start <= window.end);
    if (!touches && own.end - 1 <= watermark) {
      return false;
    }
    rule.windows.add(own);
    joinSessions(rule);
    return true;
  }

  void watermark(long mark) {
    watermark = mark;
    for (Rule rule : rules.values()) {
      List<Window> open = new ArrayList<>();
      for (Window window : rule.windows) {
        if (window.end - 1 <= mark) {
          write(window);
        } else {
          open.add(window);
        }
      }
      rule.windows = open;
    }
  }

  private void write(Window window) {
    Revision revision = window.revision;
    window.rows.sort(Comparator.comparingLong(Row::time));
    long value =
        switch (revision.shape().aggregate()) {
          case 0 -> window.rows.stream().mapToLong(Row::delay).sum();
          case 1 -> window.rows.stream().mapToLong(Row::delay).max().orElseThrow();
          default -> window.rows.get(window.rows.size() - 1).delay();
        };
    results.add(
        "{\"rule\":\"%s\",\"revision\":%d,\"key\":%s,\"window\":{\"start\":\"%s\",\"end\":\"%s\"},\"value\":%d}"
            .formatted(
                revision.id(),
                revision.number(),
                window.key,
                iso(window.start),
                iso(window.end),
                value * revision.factor()));
  }

  private static String iso(long millis) {
    return Instant.ofEpochMilli(millis).toString().replaceFirst("(\\.\\d*?)0+Z$", "$1Z");
  }
}
