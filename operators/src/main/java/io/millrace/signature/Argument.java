// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;

/**
 * One argument of a {@link Signatures#coercible} signature: the kind that is taken as it is, and
 * kinds that are cast to it.
 *
 * @param into what arguments of the kind, and those cast to it, become
 */
@Internal
public record Argument(
    Kind kind, List<Kind> from, UnaryOperator<DataType> into, Encoding encoding) {
  /** Whether a dictionary stays one. */
  public enum Encoding {
    DROPPED,
    KEPT
  }

  /** What DataFusion calls a type signature class; NULL is of every kind. */
  public enum Kind {
    ANY,
    BOOLEAN,
    STRING,
    BINARY,
    INT32,
    INT64,
    UINT64,
    FLOAT64,
    INTEGER,
    FLOAT,
    DECIMAL,
    NUMERIC,
    DATE,
    TIME,
    TIMESTAMP,
    DURATION,
    INTERVAL;

    boolean admits(DataType type) {
      return switch (this) {
        case ANY -> true;
        case BOOLEAN -> type.equals(DataType.BOOLEAN);
        case STRING -> type.isText();
        case BINARY -> type.isBinary();
        case INT32 -> type.equals(DataType.INT32);
        case INT64 -> type.equals(DataType.INT64);
        case UINT64 -> type.equals(DataType.UINT64);
        case FLOAT64 -> type.equals(DataType.FLOAT64);
        case INTEGER -> type.isInteger();
        case FLOAT -> type.isFloat();
        case DECIMAL -> type.isDecimal();
        case NUMERIC -> type.isNumeric();
        case DATE -> type.isDate();
        case TIME -> type instanceof DataType.Time;
        case TIMESTAMP -> type instanceof DataType.Timestamp;
        case DURATION -> type instanceof DataType.Duration;
        case INTERVAL -> type instanceof DataType.Interval;
      };
    }

    /** The type that a value of another kind, or a NULL, gets when it is cast to this kind. */
    DataType standard(DataType given) {
      return switch (this) {
        case ANY -> given;
        case BOOLEAN -> DataType.BOOLEAN;
        case STRING ->
            switch (given.id()) {
              case LARGE_BINARY -> DataType.LARGE_UTF8;
              case BINARY -> DataType.UTF8;
              default -> DataType.UTF8_VIEW;
            };
        case BINARY ->
            switch (given.id()) {
              case UTF8 -> DataType.BINARY;
              case LARGE_UTF8 -> DataType.LARGE_BINARY;
              default -> DataType.BINARY_VIEW;
            };
        case INT32 -> DataType.INT32;
        case INT64, INTEGER -> DataType.INT64;
        case UINT64 -> DataType.UINT64;
        case FLOAT64, FLOAT, NUMERIC -> DataType.FLOAT64;
        case DECIMAL -> DataType.decimal128(38, 10);
        case DATE -> DataType.DATE32;
        case TIME -> new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND);
        case TIMESTAMP -> DataType.timestamp(TimeUnit.NANOSECOND);
        case DURATION -> new DataType.Duration(TimeUnit.NANOSECOND);
        case INTERVAL -> new DataType.Interval(IntervalUnit.MONTH_DAY_NANO);
      };
    }
  }

  public Argument {
    from = List.copyOf(from);
  }

  /** An argument of that kind and no other. */
  public static Argument of(Kind kind) {
    return new Argument(kind, List.of(), kind::standard, Encoding.DROPPED);
  }

  /** Also those of other kinds, cast to the standard type of this one. */
  public Argument orFrom(Kind... others) {
    return new Argument(kind, List.of(others), into, encoding);
  }

  /** A dictionary of admitted values is handed on as it is. */
  public Argument keepingDictionary() {
    return new Argument(kind, from, into, Encoding.KEPT);
  }

  Optional<DataType> type(DataType given) {
    DataType values = given.unwrapped();
    if (values.isNull()) {
      return Optional.of(into.apply(values));
    }
    if (kind == Kind.STRING && given instanceof DataType.RunEndEncoded && values.isText()) {
      return Optional.of(DataType.UTF8_VIEW);
    }
    if (kind.admits(values)) {
      return Optional.of(encoding == Encoding.KEPT ? given : values);
    }
    return from.stream().anyMatch(other -> other.admits(values))
        ? Optional.of(into.apply(values))
        : Optional.empty();
  }
}
