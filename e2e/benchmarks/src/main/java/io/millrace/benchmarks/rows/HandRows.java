// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.workload.Event;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.types.Row;

/** Map functions as somebody would write them for a job. */
final class HandRows {
  static final String NAME = "hand-written";

  private static final Set<Long> MEMBERS =
      Set.of(
          7L, 42L, 100L, 513L, 777L, 1001L, 1500L, 1999L, 2048L, 2500L, 3001L, 3333L, 4096L, 5000L,
          5555L, 6007L, 7000L, 8192L, 9000L, 9999L);

  private HandRows() {}

  static MapFunction<Event, Row> of(String query) {
    return switch (query) {
      case "e01" -> event -> Row.of(event.b == null ? null : (Long) (event.a + event.b));
      case "e02" -> event -> Row.of(event.y == null ? null : (Double) formula(event.x, event.y));
      case "e03" -> event -> Row.of(range(event));
      case "e04" -> event -> Row.of(choice(event));
      case "e05" -> event -> Row.of(event.s == null ? null : part(event.s));
      case "e06" -> event -> Row.of(event.s == null ? null : (Boolean) event.s.contains("ab"));
      case "e07" -> event -> Row.of(MEMBERS.contains(event.a));
      case "e08" -> event -> Row.of(event.ts.truncatedTo(ChronoUnit.HOURS));
      case "e09" ->
          event -> Row.of(event.b == null ? null : (Double) ((double) event.a / (double) event.b));
      case "e10" -> event -> Row.of(event.d.multiply(event.d).add(event.d));
      case "e11" -> event -> Row.of(event.s == null ? null : (Boolean) matches(event.s));
      case "e12" -> event -> Row.of(either(event));
      default -> throw new IllegalArgumentException(query);
    };
  }

  private static double formula(double x, double y) {
    return (x * 2.5 + y) / (x + 1.0) - y * y;
  }

  private static Boolean range(Event event) {
    double x = event.x;
    if (event.a > 100 && x >= 0.1 && x <= 0.9) {
      return event.b == null ? null : (Boolean) (event.b < 500);
    }
    return false;
  }

  private static Double choice(Event event) {
    if (event.a % 3 == 0) {
      return event.x;
    }
    if (event.b == null || event.y == null) {
      return event.y;
    }
    return event.x + event.y;
  }

  private static String part(String text) {
    int end = Math.min(6, text.length());
    return text.substring(Math.min(1, end), end).toUpperCase(Locale.ROOT);
  }

  private static boolean matches(String text) {
    int length = text.length();
    int at = 0;
    while (at < length && text.charAt(at) >= 'a' && text.charAt(at) <= 'f') {
      at++;
    }
    boolean letters = at > 0;
    while (at < length && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return letters && at == length;
  }

  private static Boolean either(Event event) {
    double first = event.y == null ? event.x : event.y;
    if (first > 0.5) {
      return true;
    }
    return event.s == null ? null : (Boolean) event.s.equals("needle");
  }
}
