// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.SortKey;
import io.millrace.expr.WindowFrame;
import io.millrace.expr.WindowFrame.Bound;
import io.millrace.expr.WindowFrame.Direction;
import io.millrace.expr.WindowFrame.Units;
import io.millrace.sql.SqlExpressionParser.FrameBoundContext;
import io.millrace.sql.SqlExpressionParser.FrameContext;
import io.millrace.sql.SqlExpressionParser.OffsetRowsContext;
import io.millrace.sql.SqlExpressionParser.UnboundedRowsContext;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;

/** The frames of OVER: offsets of rows and groups are numbers, those of ranges stay text. */
final class Frames {
  private static final Literal UNBOUNDED = new Literal(DataType.UINT64, null);
  private static final Bound FIRST = new Bound(Direction.PRECEDING, UNBOUNDED);
  private static final Bound LAST = new Bound(Direction.FOLLOWING, UNBOUNDED);
  private static final Bound CURRENT = new Bound(Direction.CURRENT_ROW, null);

  /** What orders a frame that was given a range and no order: a constant. */
  private static final SortKey NO_ORDER =
      new SortKey(new Expr.Constant(new Literal(DataType.UINT64, 1L)), true, false);

  private final SourceText source;

  Frames(SourceText source) {
    this.source = source;
  }

  /** Whether the order is the one that a range without an order is given. */
  static boolean isUnordered(List<SortKey> orderBy, WindowFrame frame) {
    return frame.units() == Units.RANGE && orderBy.equals(List.of(NO_ORDER));
  }

  /** The frame where none is written. */
  static WindowFrame unsaid(List<SortKey> orderBy) {
    return orderBy.isEmpty()
        ? new WindowFrame(Units.ROWS, FIRST, LAST)
        : new WindowFrame(Units.RANGE, FIRST, CURRENT);
  }

  WindowFrame of(FrameContext frame) {
    Units units = Units.valueOf(frame.units.getText().toUpperCase(Locale.ROOT));
    Bound start = bound(units, frame.start);
    Bound end = frame.end == null ? CURRENT : bound(units, frame.end);
    if (start.equals(LAST)) {
      throw refused(frame, "found UNBOUNDED FOLLOWING as its start");
    }
    if (end.equals(FIRST)) {
      throw refused(frame, "found UNBOUNDED PRECEDING as its end");
    }
    return new WindowFrame(units, start, end);
  }

  /** The order that a written frame needs: ranges by an offset want one key, groups some. */
  List<SortKey> order(FrameContext frame, WindowFrame meaning, List<SortKey> orderBy) {
    if (meaning.units() == Units.RANGE && orderBy.size() != 1) {
      boolean free = isFree(meaning.start()) && isFree(meaning.end());
      if (!free) {
        throw refused(frame, "found " + orderBy.size() + " ORDER BY keys, expected one for RANGE");
      }
      return orderBy.isEmpty() ? List.of(NO_ORDER) : orderBy;
    }
    if (meaning.units() == Units.GROUPS && orderBy.isEmpty()) {
      throw refused(frame, "found no ORDER BY, expected one for GROUPS");
    }
    return orderBy;
  }

  private static boolean isFree(Bound bound) {
    return bound.offset() == null || bound.offset().isNull();
  }

  private Bound bound(Units units, FrameBoundContext bound) {
    if (bound instanceof UnboundedRowsContext unbounded) {
      return isPreceding(unbounded.direction) ? FIRST : LAST;
    }
    if (bound instanceof OffsetRowsContext offset) {
      return new Bound(
          isPreceding(offset.direction) ? Direction.PRECEDING : Direction.FOLLOWING,
          units == Units.RANGE ? range(offset) : rows(offset));
    }
    return CURRENT;
  }

  private static boolean isPreceding(Token direction) {
    return direction.getType() == SqlExpressionParser.PRECEDING;
  }

  private Literal range(OffsetRowsContext offset) {
    Token amount = offset.intervalAmount().start;
    boolean text = amount.getType() == SqlExpressionParser.STRING;
    if (!text && (offset.INTERVAL() != null || offset.unit != null)) {
      throw refused(offset, "found a number, expected the amount of an interval in quotes");
    }
    String unit = offset.unit == null ? "" : " " + offset.unit.getText().toUpperCase(Locale.ROOT);
    return Literal.of(Constants.plain(amount) + unit);
  }

  private Literal rows(OffsetRowsContext offset) {
    boolean interval = offset.INTERVAL() != null || offset.unit != null;
    try {
      if (!interval) {
        String digits = Constants.plain(offset.intervalAmount().start);
        return new Literal(DataType.UINT64, Long.parseUnsignedLong(digits));
      }
    } catch (NumberFormatException e) {
      // Refused below, with what stands there.
    }
    throw refused(offset, "found " + offset.getText() + ", expected a whole number of rows");
  }

  private RuntimeException refused(org.antlr.v4.runtime.ParserRuleContext at, String found) {
    return source.error(ErrorCode.SYNTAX, at, "Cannot use window frame: " + found);
  }
}
