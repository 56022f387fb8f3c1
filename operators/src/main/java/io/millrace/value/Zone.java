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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** A zone as Arrow names it: a region of the tz database, or an offset such as +05:30. */
@Internal
public final class Zone {
  public static final Zone UTC = new Zone(ZoneOffset.UTC.getRules());

  private static final Map<String, Integer> HOURS_OF_ABBREVIATIONS =
      Map.of("EST", -5, "MST", -7, "HST", -10);

  /** The tables of DataFusion's zones end here; the last offset holds for ever. */
  private static final long END_OF_TABLES =
      LocalDateTime.of(2100, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);

  private final ZoneRules rules;
  private final int fixed;
  private final boolean isFixed;

  private Zone(ZoneRules rules) {
    this.rules = rules;
    isFixed = rules.isFixedOffset();
    fixed = isFixed ? rules.getOffset(Instant.EPOCH).getTotalSeconds() : 0;
  }

  public static Zone of(String name) {
    return parse(name)
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.TYPE_MISMATCH, "Cannot find time zone '" + name + "'"));
  }

  static Optional<Zone> parse(String name) {
    Optional<ZoneOffset> offset = offset(name);
    return offset.isPresent() ? offset.map(each -> new Zone(each.getRules())) : named(name);
  }

  /** A region of the tz database; not an offset. */
  public static Optional<Zone> named(String name) {
    Integer hours = HOURS_OF_ABBREVIATIONS.get(name);
    if (hours != null) {
      return Optional.of(new Zone(ZoneOffset.ofHours(hours).getRules()));
    }
    return ZoneRulesProvider.getAvailableZoneIds().contains(name)
        ? Optional.of(new Zone(ZoneId.of(name).getRules()))
        : Optional.empty();
  }

  /** The forms +hh:mm, +hhmm and +hh. */
  private static Optional<ZoneOffset> offset(String name) {
    boolean plain = name.matches("[+-][0-9]{2}(?::?[0-9]{2})?");
    if (!plain) {
      return Optional.empty();
    }
    String digits = name.substring(1).replace(":", "");
    int hours = Integer.parseInt(digits.substring(0, 2));
    int minutes = digits.length() == 4 ? Integer.parseInt(digits.substring(2)) : 0;
    if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0)) {
      return Optional.empty();
    }
    int seconds = hours * 3600 + minutes * 60;
    return Optional.of(ZoneOffset.ofTotalSeconds(name.charAt(0) == '-' ? -seconds : seconds));
  }

  public boolean isFixed() {
    return isFixed;
  }

  /** Seconds that local time is ahead of UTC at an instant. */
  public int offsetAt(long epochSecond) {
    return isFixed ? fixed : offset(Math.min(epochSecond, END_OF_TABLES)).getTotalSeconds();
  }

  private ZoneOffset offset(long epochSecond) {
    return rules.getOffset(Instant.ofEpochSecond(epochSecond));
  }

  /** The instant of a local time; one in a gap or in an overlap has none. */
  public long toUtc(long localSecond) {
    if (isFixed) {
      return localSecond - fixed;
    }
    List<ZoneOffset> valid = validOffsets(localSecond);
    if (valid.size() != 1) {
      throw new EvaluationError("Cannot find the instant of a local time: skipped or ambiguous");
    }
    return localSecond - valid.get(0).getTotalSeconds();
  }

  /** The offsets that a local time may have: none in a gap, two in an overlap. */
  public List<ZoneOffset> validOffsets(long localSecond) {
    return localSecond < END_OF_TABLES
        ? rules.getValidOffsets(LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC))
        : List.of(offset(END_OF_TABLES));
  }
}
