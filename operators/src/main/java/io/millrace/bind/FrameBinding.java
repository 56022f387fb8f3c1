// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.TypeId;
import io.millrace.expr.WindowFrame;
import io.millrace.window.Frame;
import java.util.List;

/** A frame whose offsets are brought to the type of the key, and the limits that they give. */
final class FrameBinding {
  /** Holds the sums of all integers. */
  private static final DataType WIDE = new DataType.Decimal(TypeId.DECIMAL128, 38, 0);

  private final WindowFrame said;
  private final List<TypedExpr> orderBy;
  private final boolean ascending;
  private final Literal start;
  private final Literal end;

  FrameBinding(Expr.WindowCall call, List<TypedExpr> orderBy) {
    said = call.frame();
    this.orderBy = orderBy;
    ascending = call.orderBy().isEmpty() || call.orderBy().get(0).ascending();
    requireOrder(call);
    DataType offsets =
        said.units() == WindowFrame.Units.RANGE && !orderBy.isEmpty()
            ? offsetType(orderBy.get(0).type())
            : DataType.UINT64;
    start = offset(said.start(), offsets);
    end = offset(said.end(), offsets);
    int from = position(said.start(), start);
    int to = position(said.end(), end);
    if (from > to || from == 2 || to == -2 || crosses()) {
      throw Refusal.mismatch(
          "a frame of " + said.units(),
          "it ends before it starts",
          "a start, and an end behind it");
    }
    if (offsets.unwrapped().isText() && to == -1) {
      throw Refusal.mismatch("a RANGE", "it ends before a text", "a number, date or timestamp");
    }
  }

  private void requireOrder(Expr.WindowCall call) {
    boolean far = isFar(said.start()) || isFar(said.end());
    boolean missing =
        switch (said.units()) {
          case ROWS -> false;
          case RANGE -> far && orderBy.size() != 1;
          case GROUPS -> orderBy.isEmpty();
        };
    if (missing) {
      throw Refusal.notHere(call, "one ORDER BY key for RANGE with an offset, some for GROUPS");
    }
  }

  private static boolean isFar(WindowFrame.Bound bound) {
    return bound.offset() != null && !bound.offset().isNull();
  }

  /** Of what type offsets are that go with a key. */
  private static DataType offsetType(DataType key) {
    return switch (key.family()) {
      case SIGNED, UNSIGNED, FLOAT, DECIMAL, TEXT, NULL, BOOLEAN -> key;
      case DATE, TIMESTAMP -> DataType.INTERVAL_MONTH_DAY_NANO;
      case LIST -> {
        if (key.id().layout().isView()) {
          throw noRange(key);
        }
        yield key;
      }
      case ENCODED -> {
        if (key instanceof DataType.Dictionary) {
          yield offsetType(key.unwrapped());
        }
        throw noRange(key);
      }
      case BINARY, TIME, DURATION, INTERVAL, STRUCT, MAP, UNION -> throw noRange(key);
    };
  }

  private static RuntimeException noRange(DataType key) {
    return Refusal.mismatch("a RANGE", "the key is " + key, "a number, date, timestamp or text");
  }

  /** Null for CURRENT ROW; a null literal for UNBOUNDED, also for what only a wider type holds. */
  private static Literal offset(WindowFrame.Bound bound, DataType type) {
    if (!isFar(bound)) {
      return bound.offset() == null ? null : new Literal(type, null);
    }
    try {
      return cast(bound.offset(), type);
    } catch (MillraceException e) {
      DataType widest = widest(type);
      if (widest.equals(type) || e.code() == ErrorCode.TYPE_MISMATCH) {
        throw e;
      }
      cast(bound.offset(), widest);
      return new Literal(type, null);
    }
  }

  private static Literal cast(Literal offset, DataType type) {
    return Folding.literal(Coercion.cast(new TypedExpr.Constant(offset), type));
  }

  private static DataType widest(DataType type) {
    return switch (type.family()) {
      case SIGNED -> DataType.INT64;
      case UNSIGNED -> DataType.UINT64;
      case FLOAT -> DataType.FLOAT64;
      default -> type;
    };
  }

  Frame frame() {
    return new Frame(said.units(), bound(said.start(), start), bound(said.end(), end));
  }

  private Frame.Bound bound(WindowFrame.Bound bound, Literal offset) {
    Frame.Side side =
        switch (bound.direction()) {
          case CURRENT_ROW -> Frame.Side.CURRENT;
          case PRECEDING -> offset.isNull() ? Frame.Side.UNBOUNDED : Frame.Side.PRECEDING;
          case FOLLOWING -> offset.isNull() ? Frame.Side.UNBOUNDED : Frame.Side.FOLLOWING;
        };
    Frame.Bound plain = Frame.Bound.of(side);
    return said.units() != WindowFrame.Units.RANGE && plain.hasOffset()
        ? new Frame.Bound(side, (long) offset.value())
        : plain;
  }

  /** Which comes first, as far as the directions say it. */
  private static int position(WindowFrame.Bound bound, Literal offset) {
    return switch (bound.direction()) {
      case CURRENT_ROW -> 0;
      case PRECEDING -> offset.isNull() ? -2 : -1;
      case FOLLOWING -> offset.isNull() ? 2 : 1;
    };
  }

  /** Whether two offsets in the same direction are the wrong way round. */
  private boolean crosses() {
    if (start == null || end == null || start.isNull() || end.isNull()) {
      return false;
    }
    if (said.start().direction() != said.end().direction()) {
      return false;
    }
    boolean preceding = said.start().direction() == WindowFrame.Direction.PRECEDING;
    TypedExpr nearer = new TypedExpr.Constant(preceding ? start : end);
    TypedExpr farther = new TypedExpr.Constant(preceding ? end : start);
    return Coercion.binary(Operator.LT, nearer, farther).equals(Lowering.TRUE);
  }

  /** The value of the key at which frames start; null where no offset or no such value is. */
  TypedExpr startLimit() {
    return limit(frame().start(), start);
  }

  /** The value of the key at which frames end; null where no offset or no such value is. */
  TypedExpr endLimit() {
    return limit(frame().end(), end);
  }

  private TypedExpr limit(Frame.Bound bound, Literal offset) {
    if (said.units() != WindowFrame.Units.RANGE || !bound.hasOffset()) {
      return null;
    }
    boolean up = (bound.side() == Frame.Side.FOLLOWING) == ascending;
    TypedExpr distance = new TypedExpr.Constant(offset);
    return limit(orderBy.get(0), distance, up ? Operator.PLUS : Operator.MINUS);
  }

  private static TypedExpr limit(TypedExpr key, TypedExpr offset, Operator operator) {
    DataType type = key.type();
    return switch (type.family()) {
      case SIGNED -> exact(key, offset, operator);
      case UNSIGNED -> {
        TypedExpr limit = exact(key, offset, operator);
        yield operator == Operator.PLUS
            ? limit
            : Lowering.ifElse(
                Coercion.binary(Operator.LT, key, offset),
                Coercion.cast(Folding.constant(DataType.INT64, 0L), type),
                limit);
      }
      case FLOAT, DECIMAL -> Coercion.binary(operator, key, offset);
      case DATE, TIMESTAMP -> Coercion.cast(Coercion.binary(operator, key, offset), type);
      default -> null;
    };
  }

  /** Integers whose limit is out of bounds have none, instead of one that wraps. */
  private static TypedExpr exact(TypedExpr key, TypedExpr offset, Operator operator) {
    TypedExpr sum =
        Coercion.binary(operator, Coercion.cast(key, WIDE), Coercion.cast(offset, WIDE));
    return Coercion.cast(sum, key.type(), true);
  }
}
