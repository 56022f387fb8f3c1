// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.EvaluationError;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** A zone as Arrow names it: a region of the tz database, or an offset such as +05:30. */
@Internal
public final class Zone {
  public static final Zone UTC = new Zone(null, 0);

  private static final int SECONDS_OF_HOUR = 3600;
  private static final Map<String, Integer> HOURS_OF_ABBREVIATIONS =
      Map.of("EST", -5, "MST", -7, "HST", -10);

  /** The tables of DataFusion's zones end here; the last offset holds for ever. */
  private static final long END_OF_TABLES =
      LocalDateTime.of(2100, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);

  /** Null where one offset holds for ever. */
  private final ZoneRules rules;

  private final int fixed;

  private Zone(ZoneRules rules, int fixed) {
    this.rules = rules;
    this.fixed = fixed;
  }

  private static Zone of(ZoneRules rules) {
    return rules.isFixedOffset()
        ? new Zone(null, rules.getOffset(Instant.EPOCH).getTotalSeconds())
        : new Zone(rules, 0);
  }

  public static Zone of(String name) {
    return parse(name)
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.TYPE_MISMATCH, "Cannot find time zone '" + name + "'"));
  }

  static Optional<Zone> parse(String name) {
    Integer offset = offset(name);
    return offset == null ? named(name) : Optional.of(new Zone(null, offset));
  }

  /** A region of the tz database; not an offset. */
  public static Optional<Zone> named(String name) {
    Integer hours = HOURS_OF_ABBREVIATIONS.get(name);
    if (hours != null) {
      return Optional.of(new Zone(null, hours * SECONDS_OF_HOUR));
    }
    return ZoneRulesProvider.getAvailableZoneIds().contains(name)
        ? Optional.of(of(ZoneId.of(name).getRules()))
        : Optional.empty();
  }

  /** The forms +hh:mm, +hhmm and +hh, with up to 99 minutes; null for all else. */
  private static Integer offset(String name) {
    if (!name.matches("[+-][0-9]{2}(?::?[0-9]{2})?")) {
      return null;
    }
    String digits = name.substring(1).replace(":", "");
    int hours = Integer.parseInt(digits.substring(0, 2));
    int minutes = digits.length() == 4 ? Integer.parseInt(digits.substring(2)) : 0;
    int seconds = hours * SECONDS_OF_HOUR + minutes * 60;
    if (seconds >= TimeText.SECONDS_OF_DAY) {
      return null;
    }
    return name.charAt(0) == '-' ? -seconds : seconds;
  }

  public boolean isFixed() {
    return rules == null;
  }

  /** Seconds that local time is ahead of UTC at an instant. */
  public int offsetAt(long epochSecond) {
    return rules == null ? fixed : offset(Math.min(epochSecond, END_OF_TABLES)).getTotalSeconds();
  }

  private ZoneOffset offset(long epochSecond) {
    return rules.getOffset(Instant.ofEpochSecond(epochSecond));
  }

  /** The instant of a local time; one in a gap or in an overlap has none. */
  public long toUtc(long localSecond) {
    if (rules == null) {
      return localSecond - fixed;
    }
    int[] valid = validOffsets(localSecond);
    if (valid.length != 1) {
      throw new EvaluationError("Cannot find the instant of a local time: skipped or ambiguous");
    }
    return localSecond - valid[0];
  }

  /** The offsets, in seconds, that a local time may have: none in a gap, two in an overlap. */
  public int[] validOffsets(long localSecond) {
    if (rules == null || localSecond >= END_OF_TABLES) {
      return new int[] {offsetAt(localSecond)};
    }
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    return rules.getValidOffsets(local).stream().mapToInt(ZoneOffset::getTotalSeconds).toArray();
  }
}
