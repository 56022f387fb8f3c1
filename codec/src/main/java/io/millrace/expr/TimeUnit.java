// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;

/** The unit in which a time, timestamp or duration counts; in the order of the wire. */
@PublicEvolving
public enum TimeUnit {
  SECOND("s", 1L),
  MILLISECOND("ms", 1_000L),
  MICROSECOND("µs", 1_000_000L),
  NANOSECOND("ns", 1_000_000_000L);

  private final String spelling;
  private final long perSecond;

  TimeUnit(String spelling, long perSecond) {
    this.spelling = spelling;
    this.perSecond = perSecond;
  }

  public String spelling() {
    return spelling;
  }

  /** {@code Second}, {@code Millisecond} and so on. */
  String longName() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  public long perSecond() {
    return perSecond;
  }

  public long nanos() {
    return NANOSECOND.perSecond / perSecond;
  }
}
