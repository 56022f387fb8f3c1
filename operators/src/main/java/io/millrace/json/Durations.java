// SPDX-License-Identifier: Apache-2.0
package io.millrace.json;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;

/** Durations as sums of number and unit: {@code 250ms}, {@code 1h30m}, {@code 7d}. */
@Internal
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d{1,18})(ms|s|m|h|d)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART + ")+");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final int LONGEST = 256;

  /** So that a few of them around any event time stay within 64 bits. */
  public static final long LONGEST_MILLIS = Long.MAX_VALUE / 8;

  private Durations() {}

  /** Empty if the text is none, or it is longer than {@link #LONGEST_MILLIS}. */
  public static Optional<Duration> parse(String text) {
    if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      long millis = 0;
      Matcher part = PART.matcher(text);
      while (part.find()) {
        long unit = MILLIS.get(part.group(2));
        millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(part.group(1)), unit));
      }
      return millis > LONGEST_MILLIS ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    } catch (ArithmeticException tooLong) {
      return Optional.empty();
    }
  }
}
