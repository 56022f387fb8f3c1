// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TypeId;
import org.apache.flink.annotation.Internal;

/** Between which types there are casts; single values may still fail. */
@Internal
public final class Castable {
  private Castable() {}

  public static boolean can(DataType from, DataType to) {
    if (from.equals(to) || Kinds.isNull(from)) {
      return true;
    }
    if (Kinds.values(from) != from) {
      return can(Kinds.values(from), to);
    }
    if (Kinds.values(to) != to) {
      return can(from, Kinds.values(to));
    }
    if (nested(from) || nested(to)) {
      return canNested(from, to);
    }
    if (Kinds.isString(from)) {
      return fromText(to);
    }
    if (Kinds.isString(to)) {
      return from.id() != TypeId.FIXED_SIZE_BINARY;
    }
    if (bytes(from) || bytes(to)) {
      return bytes(to) && (bytes(from) || Kinds.isInteger(from));
    }
    return canPlain(from, to);
  }

  private static boolean nested(DataType type) {
    return switch (type.id()) {
      case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, FIXED_SIZE_LIST, STRUCT, MAP, UNION ->
          true;
      default -> false;
    };
  }

  private static boolean bytes(DataType type) {
    return Kinds.isBinary(type) || type instanceof DataType.FixedSizeBinary;
  }

  private static boolean canNested(DataType from, DataType to) {
    if (Kinds.isList(from)) {
      DataType item = SharedTypes.item(from).type();
      return Kinds.isList(to) ? can(item, SharedTypes.item(to).type()) : Kinds.isString(to);
    }
    if (Kinds.isList(to)) {
      return !nested(from) && can(from, SharedTypes.item(to).type());
    }
    if (from instanceof DataType.Struct a && to instanceof DataType.Struct b) {
      return a.fields().size() == b.fields().size()
          && java.util.stream.IntStream.range(0, a.fields().size())
              .allMatch(i -> can(a.fields().get(i).type(), b.fields().get(i).type()));
    }
    if (from instanceof DataType.MapOf a && to instanceof DataType.MapOf b) {
      return can(a.entries().type(), b.entries().type());
    }
    return false;
  }

  private static boolean fromText(DataType to) {
    return !(to instanceof DataType.Duration) && !Kinds.isNull(to);
  }

  private static boolean canPlain(DataType from, DataType to) {
    if (from.equals(DataType.BOOLEAN)) {
      return Kinds.isInteger(to) || Kinds.isFloat(to);
    }
    if (to.equals(DataType.BOOLEAN)) {
      return Kinds.isInteger(from) || Kinds.isFloat(from);
    }
    if (Kinds.isNumeric(from) && Kinds.isNumeric(to)) {
      return true;
    }
    if (Kinds.isNumeric(from)) {
      return fromNumber(from, to);
    }
    return Kinds.isNumeric(to) ? toNumber(from, to) : betweenTemporal(from, to);
  }

  private static boolean fromNumber(DataType from, DataType to) {
    return switch (to.id()) {
      case TIMESTAMP -> true;
      case DATE32, DATE64 -> isWhole(from);
      case TIME32 -> from.equals(DataType.INT32);
      case TIME64, DURATION -> from.equals(DataType.INT64);
      case INTERVAL ->
          to.equals(DataType.INTERVAL_YEAR_MONTH) && from.equals(DataType.INT32)
              || to.equals(DataType.INTERVAL_DAY_TIME) && from.equals(DataType.INT64);
      default -> false;
    };
  }

  private static boolean isWhole(DataType type) {
    return type.equals(DataType.INT32) || type.equals(DataType.INT64);
  }

  private static boolean toNumber(DataType from, DataType to) {
    return switch (from.id()) {
      case TIMESTAMP, DURATION -> true;
      case DATE32, DATE64, TIME32 -> isWhole(to);
      case TIME64 -> to.equals(DataType.INT64);
      case INTERVAL ->
          from.equals(DataType.INTERVAL_YEAR_MONTH) && isWhole(to)
              || from.equals(DataType.INTERVAL_DAY_TIME) && to.equals(DataType.INT64);
      default -> false;
    };
  }

  private static boolean betweenTemporal(DataType from, DataType to) {
    return switch (from.id()) {
      case DATE32, DATE64 -> Kinds.isDate(to) || to.id() == TypeId.TIMESTAMP;
      case TIMESTAMP ->
          Kinds.isDate(to) || to.id() == TypeId.TIMESTAMP || to instanceof DataType.Time;
      case TIME32, TIME64 ->
          to instanceof DataType.Time || to.equals(DataType.INTERVAL_MONTH_DAY_NANO);
      case DURATION ->
          to instanceof DataType.Duration || to.equals(DataType.INTERVAL_MONTH_DAY_NANO);
      case INTERVAL -> fromInterval((DataType.Interval) from, to);
      default -> false;
    };
  }

  private static boolean fromInterval(DataType.Interval from, DataType to) {
    return to.equals(DataType.INTERVAL_MONTH_DAY_NANO)
        || to instanceof DataType.Duration && from.unit() == IntervalUnit.MONTH_DAY_NANO;
  }
}
