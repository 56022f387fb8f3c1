// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.TypeId.Family;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import org.apache.flink.table.types.inference.CallContext;

/** Arguments that a query spells out: functions may ask for constants, and are faster with them. */
final class SqlLiterals {
  private SqlLiterals() {}

  /** Empty for what is no literal, and for types of which a column does as well. */
  static Optional<Literal> of(CallContext context, int place, Field column) {
    if (!context.isArgumentLiteral(place)) {
      return Optional.empty();
    }
    DataType type = column.type();
    if (context.isArgumentNull(place)) {
      return Optional.of(new Literal(type, null));
    }
    return value(context, place, type).map(value -> new Literal(type, value));
  }

  private static Optional<? extends Object> value(CallContext context, int place, DataType type) {
    Family family = type.family();
    return switch (family) {
      case BOOLEAN -> context.getArgumentValue(place, Boolean.class);
      case SIGNED -> context.getArgumentValue(place, Long.class);
      case FLOAT -> context.getArgumentValue(place, Double.class);
      case DECIMAL ->
          context
              .getArgumentValue(place, BigDecimal.class)
              .map(number -> number.setScale(((DataType.Decimal) type).scale()).unscaledValue());
      case TEXT -> context.getArgumentValue(place, String.class);
      case DATE -> context.getArgumentValue(place, LocalDate.class).map(LocalDate::toEpochDay);
      case DURATION -> context.getArgumentValue(place, Duration.class).map(Duration::toMillis);
      case INTERVAL -> context.getArgumentValue(place, Period.class).map(Period::toTotalMonths);
      case NULL, UNSIGNED, BINARY, TIME, TIMESTAMP, LIST, STRUCT, MAP, UNION, ENCODED ->
          Optional.empty();
    };
  }
}
