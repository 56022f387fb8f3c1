// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.List;
import java.util.Optional;

/** Which types arithmetic takes and gives. */
final class ArithmeticTypes {
  private static final DataType SPAN = DataType.INTERVAL_MONTH_DAY_NANO;
  private static final DataType NANOS = new DataType.Duration(TimeUnit.NANOSECOND);

  private ArithmeticTypes() {}

  /** The types to which the operands are cast. */
  static Optional<List<DataType>> operands(Operator operator, DataType left, DataType right) {
    if (left.isNull() && right.isNull()) {
      return Optional.of(List.of(DataType.INT64, DataType.INT64));
    }
    if (left.isNull() || right.isNull()) {
      DataType one = left.isNull() ? right : left;
      return one.family().isTemporal() ? typed(operator, one, one) : direct(operator, one, one);
    }
    return typed(operator, left, right);
  }

  private static Optional<List<DataType>> direct(Operator operator, DataType a, DataType b) {
    return result(operator, a, b).map(type -> List.of(a, b));
  }

  private static Optional<List<DataType>> typed(Operator operator, DataType a, DataType b) {
    if (result(operator, a, b).isPresent()) {
      return Optional.of(List.of(a, b));
    }
    Optional<List<DataType>> temporal = temporal(a, b);
    if (temporal.isPresent()) {
      return temporal.flatMap(pair -> direct(operator, pair.get(0), pair.get(1)));
    }
    Optional<DataType> time = TemporalTypes.commonInOneZone(a, b);
    if (time.isPresent()) {
      return time.flatMap(type -> direct(operator, type, type));
    }
    DataType left = a.unwrapped();
    DataType right = b.unwrapped();
    Optional<List<DataType>> decimal = decimals(left, right);
    if (decimal.isPresent()) {
      return decimal.flatMap(pair -> direct(operator, pair.get(0), pair.get(1)));
    }
    return left.isNumeric() && right.isNumeric()
        ? NumericTypes.ofNumbers(left, right).map(type -> List.of(type, type))
        : Optional.empty();
  }

  private static Optional<List<DataType>> temporal(DataType a, DataType b) {
    Optional<List<DataType>> one = temporalFirst(a, b);
    return one.isPresent()
        ? one
        : temporalFirst(b, a).map(pair -> List.of(pair.get(1), pair.get(0)));
  }

  private static Optional<List<DataType>> temporalFirst(DataType a, DataType b) {
    if (a.isDate() && b.isInteger()) {
      return Optional.of(List.of(a, SPAN));
    }
    if (a.isDate() && TemporalTypes.isTime(b)) {
      return Optional.of(List.of(TemporalTypes.NANOS, NANOS));
    }
    if (a instanceof DataType.Timestamp stamp && b instanceof DataType.Duration) {
      return Optional.of(List.of(a, new DataType.Duration(stamp.unit())));
    }
    boolean span = TemporalTypes.isTime(b) || b instanceof DataType.Interval;
    if (TemporalTypes.isTime(a) && span) {
      return Optional.of(List.of(SPAN, SPAN));
    }
    return Optional.empty();
  }

  private static Optional<List<DataType>> decimals(DataType a, DataType b) {
    if (a instanceof DataType.Decimal left && b instanceof DataType.Decimal right) {
      return left.id() == right.id()
          ? Optional.of(List.of(a, b))
          : NumericTypes.wider(left, right).map(type -> List.of(type, type));
    }
    if (a instanceof DataType.Decimal left && b.isInteger()) {
      return NumericTypes.holding(b, left.id()).map(type -> List.of(a, type));
    }
    if (b instanceof DataType.Decimal right && a.isInteger()) {
      return NumericTypes.holding(a, right.id()).map(type -> List.of(type, b));
    }
    return Optional.empty();
  }

  /** The type of the result, if there is a kernel for operands of exactly these types. */
  static Optional<DataType> result(Operator operator, DataType a, DataType b) {
    if (a instanceof DataType.Decimal left && b instanceof DataType.Decimal right) {
      return left.id() == right.id() ? decimal(operator, left, right) : Optional.empty();
    }
    if (a.isNumeric()) {
      return a.equals(b) ? Optional.of(a) : Optional.empty();
    }
    return switch (operator) {
      case PLUS -> {
        Optional<DataType> sum = sum(a, b);
        yield sum.isPresent() ? sum : sum(b, a);
      }
      case MINUS -> difference(a, b);
      default -> Optional.empty();
    };
  }

  private static Optional<DataType> decimal(
      Operator operator, DataType.Decimal a, DataType.Decimal b) {
    TypeId id = a.id();
    int most = id.maxPrecision();
    int scale = Math.max(a.scale(), b.scale());
    int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
    return switch (operator) {
      case PLUS, MINUS -> Optional.of(decimal(id, whole + scale + 1, scale));
      case MODULO -> {
        int least = Math.min(a.precision() - a.scale(), b.precision() - b.scale());
        yield Optional.of(decimal(id, least + scale, scale));
      }
      case MULTIPLY ->
          a.scale() + b.scale() > most
              ? Optional.empty()
              : Optional.of(decimal(id, a.precision() + b.precision() + 1, a.scale() + b.scale()));
      case DIVIDE -> {
        int quotient = Math.min(a.scale() + 4, most);
        if (quotient - a.scale() + b.scale() > most) {
          yield Optional.empty();
        }
        yield Optional.of(decimal(id, quotient - a.scale() + b.scale() + a.precision(), quotient));
      }
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  private static DataType decimal(TypeId id, int precision, int scale) {
    return new DataType.Decimal(id, Math.min(precision, id.maxPrecision()), scale);
  }

  private static Optional<DataType> sum(DataType a, DataType b) {
    boolean shifts =
        b instanceof DataType.Interval
            && (a.isDate() || a instanceof DataType.Timestamp || a instanceof DataType.Time);
    return shifts || sameSpan(a, b) || ofUnit(a, b) ? Optional.of(a) : Optional.empty();
  }

  private static Optional<DataType> difference(DataType a, DataType b) {
    if (a.isDate() && a.equals(b)) {
      return Optional.of(DataType.INT64);
    }
    if (a instanceof DataType.Timestamp from && b instanceof DataType.Timestamp to) {
      return from.unit() == to.unit()
          ? Optional.of(new DataType.Duration(from.unit()))
          : Optional.empty();
    }
    return sum(a, b);
  }

  private static boolean sameSpan(DataType a, DataType b) {
    return TemporalTypes.isSpan(a) && a.equals(b);
  }

  private static boolean ofUnit(DataType a, DataType b) {
    return a instanceof DataType.Timestamp stamp
        && b instanceof DataType.Duration span
        && stamp.unit() == span.unit();
  }
}
