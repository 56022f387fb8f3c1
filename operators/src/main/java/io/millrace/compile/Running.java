// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.WindowFrame;
import io.millrace.window.Frame;
import io.millrace.window.OrderKey;
import io.millrace.window.RunningCall;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.annotation.Internal;

/**
 * Calls with OVER that can be evaluated as rows come: they share one order, which time gives.
 *
 * @param hasPeers whether an answer depends on rows with the same keys
 * @param waits whether one depends on rows that come later
 */
@Internal
public record Running(Windowing windowing, Time time, boolean hasPeers, boolean waits) {
  /** What puts the rows of a partition in order. */
  public enum Time {
    /** ORDER BY, whose first key grows with the time of rows; they come when it has passed. */
    EVENT,
    /** The order in which they come, and nothing else. */
    PROCESSING
  }

  /**
   * Throws MillraceException with UNSUPPORTED_EXPRESSION for what needs rows that nobody knows when
   * to expect, for calls that do not go together, and for those that keep too much.
   *
   * @param mostKept how many values of a key a call may keep
   */
  public static Running of(Windowing windowing, Time time, long mostKept) {
    if (windowing.calls().isEmpty()) {
      throw refused("these expressions", "none of them has OVER", "map or filter for such");
    }
    TypedExpr.WindowCall first = windowing.calls().get(0);
    boolean hasPeers = false;
    boolean waits = false;
    for (TypedExpr.WindowCall call : windowing.calls()) {
      if (!call.partitionBy().equals(first.partitionBy())) {
        throw refused(call, "its PARTITION BY is not that of other calls", "one for all");
      }
      if (!call.orderBy().equals(first.orderBy()) || !call.keys().equals(first.keys())) {
        throw refused(call, "its ORDER BY is not that of other calls", "one for all");
      }
      requireOrder(call, time);
      RunningCall running = running(call);
      Frame frame = running.frame();
      requireFrame(call, frame, time);
      hasPeers |= time == Time.EVENT && frame.units() != WindowFrame.Units.ROWS;
      waits |= frame.end().side() == Frame.Side.FOLLOWING;
      if (running.kept() > mostKept) {
        throw refused(
            call, "it keeps " + running.kept() + " values of a key", "at most " + mostKept);
      }
    }
    return new Running(windowing, time, hasPeers, waits);
  }

  private static void requireOrder(TypedExpr.WindowCall call, Time time) {
    switch (time) {
      case EVENT -> {
        if (call.orderBy().isEmpty()) {
          throw refused(call, "it has no ORDER BY", "ORDER BY the time of rows");
        }
        if (!call.keys().get(0).ascending()) {
          throw refused(call, "ORDER BY goes back in time", "ascending time");
        }
      }
      case PROCESSING -> {
        boolean isOrdered =
            call.orderBy().stream().anyMatch(key -> !(key instanceof TypedExpr.Constant));
        if (isOrdered) { // RANGE has a constant for a key where none is said
          throw refused(call, "it has ORDER BY", "none, rows are in the order in which they come");
        }
      }
    }
  }

  private static RunningCall running(TypedExpr.WindowCall call) {
    return call.function()
        .running()
        .apply(call.request())
        .orElseThrow(
            () ->
                refused(call, "it needs rows that are still to come", "a function of rows before"));
  }

  private static void requireFrame(TypedExpr.WindowCall call, Frame frame, Time time) {
    String end = "a frame that ends at CURRENT ROW or before";
    switch (frame.end().side()) {
      case UNBOUNDED -> throw refused(call, "its frame ends at UNBOUNDED FOLLOWING", end);
      case FOLLOWING -> {
        boolean waits =
            frame.units() == WindowFrame.Units.RANGE
                && time == Time.EVENT
                && call.orderBy().get(0).type() instanceof DataType.Timestamp;
        if (!waits) {
          throw refused(
              call,
              "its frame of " + frame.units() + " ends FOLLOWING",
              end + ", or RANGE over a timestamp");
        }
      }
      case CURRENT, PRECEDING -> {
        if (time == Time.PROCESSING && frame.units() != WindowFrame.Units.ROWS) {
          throw refused(call, "its frame is of " + frame.units(), "ROWS where there is no order");
        }
      }
    }
  }

  private static MillraceException refused(
      TypedExpr.WindowCall call, String found, String expected) {
    return refused(call.function().name() + " OVER", found, expected);
  }

  private static MillraceException refused(String what, String found, String expected) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION,
        "Cannot evaluate " + what + " as rows come: " + found + ", expected " + expected);
  }

  List<TypedExpr> partitionBy() {
    return windowing.calls().get(0).partitionBy();
  }

  List<TypedExpr> orderBy() {
    return windowing.calls().get(0).orderBy();
  }

  List<OrderKey> keys() {
    return windowing.calls().get(0).keys();
  }

  /** Throws EvaluationError for a row that has no place, or whose time is not that of its key. */
  void requireOrder(OverRow row, OverOrder order) {
    if (time == Time.PROCESSING) {
      return;
    }
    Object key = order.first(row.values());
    if (key == null) {
      throw new EvaluationError("its ORDER BY key is null, expected its time");
    }
    if (waits && millis(key) != row.time()) {
      throw new EvaluationError(
          "its ORDER BY key is "
              + millis(key)
              + " milliseconds, expected its event time "
              + row.time()
              + ", as a frame ends behind it");
    }
  }

  /** A value of the first key, which is a timestamp; the first or last there is for one beyond. */
  long millis(Object key) {
    long value = (Long) key;
    return switch (((DataType.Timestamp) orderBy().get(0).type()).unit()) {
      case SECOND -> TimeUnit.SECONDS.toMillis(value);
      case MILLISECOND -> value;
      case MICROSECOND -> Math.floorDiv(value, 1_000L);
      case NANOSECOND -> Math.floorDiv(value, 1_000_000L);
    };
  }
}
