// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.cast.Casts;
import io.millrace.cast.MemberCasts;
import io.millrace.expr.DataType;
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
    return Casts.supported(from, to);
  }

  private static boolean nested(DataType type) {
    return switch (type.id()) {
      case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, FIXED_SIZE_LIST, STRUCT, MAP, UNION ->
          true;
      default -> false;
    };
  }

  private static boolean canNested(DataType from, DataType to) {
    if (Kinds.isList(from)) {
      DataType item = SharedTypes.item(from).type();
      return Kinds.isList(to) ? can(item, SharedTypes.item(to).type()) : Kinds.isString(to);
    }
    if (Kinds.isList(to)) {
      return !nested(from) && can(from, SharedTypes.item(to).type());
    }
    return MemberCasts.can(from, to);
  }
}
