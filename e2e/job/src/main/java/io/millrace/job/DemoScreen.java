// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** What the demo says; on a terminal the line of progress stays in its place. */
final class DemoScreen {
  private static final double PLAIN_SECONDS = 2;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final boolean plain;
  private final Properties meanings;
  private final Set<String> announced = new HashSet<>();
  private final Set<String> changed = new HashSet<>();
  private long started;
  private double shown;
  private long shownEvents;

  DemoScreen(boolean plain, Properties meanings) {
    this.plain = plain;
    this.meanings = meanings;
  }

  void start(Options options, List<DemoRules.Shown> rules) {
    out.printf(
        "Flights: %s, %,d a second%n", options.text(Option.EVENTS), options.count(Option.RATE));
    out.printf("%nRules that are there at start:%n");
    rules.forEach(this::rule);
    out.println();
    started = System.nanoTime();
  }

  private void rule(DemoRules.Shown rule) {
    String how = rule.origin().equals("SQL") ? "SQL text" : "bytes written by datafusion-python";
    out.printf("  %-12s revision %s, %s%n", rule.id(), rule.revision(), how);
    out.printf("  %12s   %s%n", "", rule.expression());
    out.printf("  %12s   = %s%n", "", meanings.getProperty(rule.id(), ""));
  }

  void progress(DemoTally tally, long events) {
    tally
        .first()
        .forEach(
            (rule, line) -> {
              if (announced.add(rule) && changed.contains(rule)) {
                event("the new revision answers: " + line);
              }
            });
    double seconds = seconds();
    if (plain && seconds - shown < PLAIN_SECONDS) {
      return;
    }
    double rate = (events - shownEvents) / Math.max(0.001, seconds - shown);
    String text =
        String.format(
            Locale.ROOT,
            "%5.1f s  %,7d events  %,6.0f/s  matches: %s",
            seconds,
            events,
            Math.max(0, rate),
            matches(tally.matches()));
    out.print(plain ? text + "\n" : "\r\u001b[K" + text);
    out.flush();
    if (plain || seconds - shown >= PLAIN_SECONDS) {
      shown = seconds;
      shownEvents = events;
    }
  }

  private static String matches(Map<String, Long> matches) {
    StringBuilder text = new StringBuilder();
    matches.forEach(
        (rule, count) ->
            text.append(rule.replace(" ", "#")).append(' ').append(count).append("  "));
    return text.toString();
  }

  void arrival(String file, List<DemoRules.Shown> rules) {
    for (DemoRules.Shown rule : rules) {
      if (rule.action().equals("put")) {
        changed.add(rule.id() + " " + rule.revision());
        event(file + " arrives: rule \"" + rule.id() + "\" is replaced");
        rule(rule);
      } else {
        event("%s arrives: rule \"%s\" is %sd".formatted(file, rule.id(), rule.action()));
      }
    }
  }

  private void event(String text) {
    out.printf("%s%5.1f s  >>> %s%n", plain ? "" : "\r\u001b[K", seconds(), text);
  }

  void end(DemoTally tally, long events) {
    double seconds = seconds();
    out.printf(
        "%s%5.1f s  the events have ended, every window is closed: %,d events, %,.0f a second,"
            + " %d errors%n",
        plain ? "" : "\r\u001b[K", seconds, events, events / seconds, tally.errors());
    out.printf("%nMatches by rule and revision, and the first of each:%n");
    tally
        .matches()
        .forEach(
            (rule, count) -> {
              String id = rule.substring(0, rule.lastIndexOf(' '));
              out.printf("  %-15s %,6d  %s%n", rule, count, meanings.getProperty(id, ""));
              out.printf("  %15s         %s%n", "", tally.first().get(rule));
            });
  }

  private double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }
}
