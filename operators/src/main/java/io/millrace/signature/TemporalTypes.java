// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.Optional;

/** Which temporal type holds the values of two. */
final class TemporalTypes {
  static final DataType NANOS = DataType.timestamp(TimeUnit.NANOSECOND);

  private TemporalTypes() {}

  /** For comparison and unions: of two zones, that of the left; the finer unit. */
  static Optional<DataType> common(DataType left, DataType right) {
    if (left instanceof DataType.Timestamp a && right instanceof DataType.Timestamp b) {
      String zone = a.zone() != null ? a.zone() : b.zone();
      return Optional.of(DataType.timestamp(finer(a.unit(), b.unit()), zone));
    }
    return ofKinds(left, right);
  }

  /** For arithmetic: two zones must be one. */
  static Optional<DataType> commonInOneZone(DataType left, DataType right) {
    if (left instanceof DataType.Timestamp a
        && right instanceof DataType.Timestamp b
        && a.zone() != null
        && b.zone() != null
        && !a.zone().equals(b.zone())
        && !(isUtc(a.zone()) && isUtc(b.zone()))) {
      return Optional.empty();
    }
    return common(left, right);
  }

  private static boolean isUtc(String zone) {
    return zone.equals("UTC") || zone.equals("+00:00");
  }

  private static TimeUnit finer(TimeUnit a, TimeUnit b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Optional<DataType> ofKinds(DataType left, DataType right) {
    if (isSpan(left) && isSpan(right)) {
      return Optional.of(DataType.INTERVAL_MONTH_DAY_NANO);
    }
    Optional<DataType> one = withDate(left, right);
    return one.isPresent() ? one : withDate(right, left);
  }

  private static Optional<DataType> withDate(DataType date, DataType other) {
    if (!date.isDate()) {
      return Optional.empty();
    }
    if (other.isInteger()) {
      return Optional.of(date);
    }
    if (other.isDate()) {
      return Optional.of(DataType.DATE64);
    }
    return isTime(other) || other.id() == TypeId.TIMESTAMP ? Optional.of(NANOS) : Optional.empty();
  }

  static boolean isTime(DataType type) {
    return type instanceof DataType.Time;
  }

  static boolean isSpan(DataType type) {
    return type instanceof DataType.Interval || type instanceof DataType.Duration;
  }

  /** A text beside something temporal is read as that. */
  static Optional<DataType> withText(DataType text, DataType temporal) {
    if (!text.isText()) {
      return Optional.empty();
    }
    if (temporal instanceof DataType.Timestamp stamp) {
      return Optional.of(DataType.timestamp(TimeUnit.NANOSECOND, stamp.zone()));
    }
    return temporal.isDate() || isTime(temporal) ? Optional.of(temporal) : Optional.empty();
  }
}
