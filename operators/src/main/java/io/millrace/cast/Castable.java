// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import io.millrace.expr.TypeId.Family;
import org.apache.flink.annotation.Internal;

/** Between which types there are casts; single values may still fail. */
@Internal
public final class Castable {
  private Castable() {}

  public static boolean can(DataType from, DataType to) {
    DataType source = from.unwrapped();
    DataType target = to.unwrapped();
    if (source.equals(target) || source.isNull()) {
      return true;
    }
    return (source.family().isNested() || target.family().isNested())
        ? nested(source, target)
        : plain(source, target);
  }

  private static boolean nested(DataType from, DataType to) {
    if (isList(from)) {
      return isList(to) ? can(item(from), item(to)) : to.isText();
    }
    if (isList(to)) {
      return !from.family().isNested() && can(from, item(to));
    }
    return MemberCasts.can(from, to);
  }

  private static boolean isList(DataType type) {
    return type instanceof DataType.AnyList && !type.id().layout().isView();
  }

  private static DataType item(DataType list) {
    return ((DataType.AnyList) list).item().type();
  }

  /** Between two types without members, neither of them encoded. */
  static boolean plain(DataType from, DataType to) {
    if (from.equals(to)) {
      return true;
    }
    Family target = to.family();
    return switch (from.family()) {
      case NULL -> true;
      case BOOLEAN -> target.isInteger() || among(target, Family.FLOAT, Family.TEXT);
      case SIGNED, UNSIGNED -> fromInteger(from.id(), to);
      case FLOAT -> ofNumber(target) || target == Family.BOOLEAN;
      case DECIMAL -> ofNumber(target) || target == Family.NULL;
      case TEXT -> fromText(to);
      case BINARY -> fromBinary(from.id(), to);
      case DATE -> counts(to) || among(target, Family.TEXT, Family.DATE, Family.TIMESTAMP);
      case TIME ->
          (from.id() == TypeId.TIME32 ? counts(to) : to.id() == TypeId.INT64)
              || among(target, Family.TEXT, Family.TIME);
      case TIMESTAMP ->
          target.isNumeric()
              || among(target, Family.TEXT, Family.DATE, Family.TIME, Family.TIMESTAMP);
      case DURATION ->
          target.isNumeric()
              || among(target, Family.TEXT, Family.DURATION)
              || to.equals(DataType.INTERVAL_MONTH_DAY_NANO);
      case INTERVAL ->
          target == Family.TEXT
              || to.equals(DataType.INTERVAL_MONTH_DAY_NANO)
              || (target == Family.DURATION && from.equals(DataType.INTERVAL_MONTH_DAY_NANO));
      case LIST, STRUCT, MAP, UNION, ENCODED -> false;
    };
  }

  /** To what every number but an integer can be cast. */
  private static boolean ofNumber(Family target) {
    return target.isNumeric() || among(target, Family.TEXT, Family.TIMESTAMP, Family.DURATION);
  }

  /** Whether dates and short times can be had as numbers of this type. */
  private static boolean counts(DataType to) {
    return to.id() == TypeId.INT32 || to.id() == TypeId.INT64;
  }

  private static boolean fromInteger(TypeId from, DataType to) {
    return switch (to.family()) {
      case BOOLEAN, SIGNED, UNSIGNED, FLOAT, DECIMAL, TEXT, TIMESTAMP, DURATION -> true;
      case BINARY -> to.id() == TypeId.BINARY || to.id() == TypeId.LARGE_BINARY;
      case DATE -> from == TypeId.INT32 || from == TypeId.INT64;
      case TIME -> from == (to.id() == TypeId.TIME32 ? TypeId.INT32 : TypeId.INT64);
      case INTERVAL -> from == TypeId.INT32 && to.equals(DataType.INTERVAL_YEAR_MONTH);
      case NULL, LIST, STRUCT, MAP, UNION, ENCODED -> false;
    };
  }

  private static boolean fromText(DataType to) {
    return switch (to.family()) {
      case BOOLEAN, SIGNED, UNSIGNED, FLOAT, TEXT, DATE, TIME, TIMESTAMP, INTERVAL -> true;
      case DECIMAL -> ((DataType.Decimal) to).scale() >= 0;
      case BINARY -> to.id() != TypeId.FIXED_SIZE_BINARY;
      case NULL, DURATION, LIST, STRUCT, MAP, UNION, ENCODED -> false;
    };
  }

  private static boolean fromBinary(TypeId from, DataType to) {
    boolean offsets = from == TypeId.BINARY || from == TypeId.LARGE_BINARY;
    if (to.id() == TypeId.FIXED_SIZE_BINARY) {
      return offsets;
    }
    return to.family() == Family.BINARY || (to.isText() && from != TypeId.FIXED_SIZE_BINARY);
  }

  private static boolean among(Family family, Family... families) {
    for (Family each : families) {
      if (each == family) {
        return true;
      }
    }
    return false;
  }
}
