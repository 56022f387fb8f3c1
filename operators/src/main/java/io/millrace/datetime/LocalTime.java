// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.cast.Casts;
import io.millrace.column.EvaluationError;
import io.millrace.expr.Chrono;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.value.TimeText;
import io.millrace.value.Zone;

/** Instants as what clocks of their zone show. */
final class LocalTime {
  private LocalTime() {}

  static Kernel kernel(DataType.Timestamp type) {
    if (type.zone() == null) {
      return Casts.kernel(type, type, false);
    }
    Zone zone = Zone.of(type.zone());
    long per = type.unit().perSecond();
    return (Kernel.Ll)
        value -> {
          long second = Math.floorDiv(value, per);
          if (!Chrono.holdsDay(Math.floorDiv(second, TimeText.SECONDS_OF_DAY))) {
            throw outOfRange(value);
          }
          long ahead = zone.offsetAt(second) * per;
          long local = value + ahead;
          if (((value ^ local) & (ahead ^ local)) < 0) {
            throw outOfRange(value);
          }
          return local;
        };
  }

  private static EvaluationError outOfRange(long value) {
    return new EvaluationError("Cannot compute to_local_time of " + value + ": out of range");
  }
}
