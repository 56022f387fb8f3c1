// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A value for each {@link Limit}:
 *
 * <pre>{@code
 * SessionContext.create().withLimits(Limits.DEFAULT.with(Limit.NODES, 1_000))
 * }</pre>
 *
 * Whatever goes over one is an error that names the limit, its value and what was found, in the
 * words that are made here. Immutable. In the closure of a function of Flink it travels as the
 * values that a session can set; those that all of a JVM share are those of the JVM that reads it.
 */
@PublicEvolving
public final class Limits implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Those of the JVM: what its system properties say, else those of {@link Limit}. */
  public static final Limits DEFAULT = of(System::getProperty);

  private static final String PROPERTY = "millrace.";

  /** The longest array that every JVM makes. */
  private static final int LONGEST = Integer.MAX_VALUE - 100;

  private final transient long[] values;

  private Limits(long[] values) {
    this.values = values;
  }

  static Limits of(UnaryOperator<String> properties) {
    long[] values = new long[Limit.values().length];
    for (Limit limit : Limit.values()) {
      String given = properties.apply(PROPERTY + limit.key());
      values[limit.ordinal()] = given == null ? limit.standard() : number(limit, given);
    }
    return new Limits(values);
  }

  private static long number(Limit limit, String given) {
    if (!given.matches("\\d{1,18}")) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot set " + limit.key() + ": found \"" + given + "\", expected a number from 0");
    }
    return Long.parseLong(given);
  }

  /**
   * With another value for one.
   *
   * @param value from 0; {@code Long.MAX_VALUE} for no limit
   * @throws MillraceException NOT_ALLOWED_HERE for one that all of a JVM share
   */
  public Limits with(Limit limit, long value) {
    if (limit.scope() != Limit.Scope.SESSION) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot set %s: all of a JVM share it, expected -D%s%s=%d"
              .formatted(limit.key(), PROPERTY, limit.key(), value));
    }
    if (value < 0) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot set " + limit.key() + ": found " + value + ", expected a number from 0");
    }
    long[] changed = values.clone();
    changed[limit.ordinal()] = value;
    return new Limits(changed);
  }

  public long of(Limit limit) {
    return values[limit.ordinal()];
  }

  /** The same as the length of an array, at most the longest that there is. */
  public int length(Limit limit) {
    return (int) Math.min(of(limit), LONGEST);
  }

  /**
   * Throws if there is more than the limit admits.
   *
   * @param action what can not be done then, such as {@code read rule}
   * @param found how much there is
   * @param things of which so many were found
   */
  public void check(Limit limit, String action, long found, String things) {
    if (found > of(limit)) {
      throw exceeded(limit, action, found + " " + things);
    }
  }

  /** The error of what was found to be over a limit. */
  public MillraceException exceeded(Limit limit, String action, String found) {
    return new MillraceException(limit.code(), refusal(limit, action, found));
  }

  /** Its text alone. */
  public String refusal(Limit limit, String action, String found) {
    return "Cannot %s: %s, expected at most %s = %d"
        .formatted(action, found, limit.key(), of(limit));
  }

  /** How limits travel. */
  private record ByKey(Map<String, Long> values) implements Serializable {
    private static final long serialVersionUID = 1L;

    private Object readResolve() throws InvalidObjectException {
      Limits limits = DEFAULT;
      for (Limit limit : Limit.values()) {
        Long value = limit.scope() == Limit.Scope.SESSION ? values.get(limit.key()) : null;
        if (value != null && value < 0) {
          throw new InvalidObjectException("Cannot read " + limit.key() + ": found " + value);
        }
        limits = value == null ? limits : limits.with(limit, value);
      }
      return limits;
    }
  }

  private Object writeReplace() {
    Map<String, Long> values = new TreeMap<>();
    for (Limit limit : Limit.values()) {
      if (limit.scope() == Limit.Scope.SESSION) {
        values.put(limit.key(), of(limit));
      }
    }
    return new ByKey(values);
  }

  private Object readResolve() throws InvalidObjectException {
    throw new InvalidObjectException("Cannot read limits: they travel by key");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Limits that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Those that differ from {@link Limit#standard}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Limits[");
    for (Limit limit : Limit.values()) {
      if (of(limit) != limit.standard()) {
        text.append(text.length() > 7 ? ", " : "")
            .append(limit.key())
            .append("=")
            .append(of(limit));
      }
    }
    return text.append("]").toString();
  }
}
