// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.ErrorCode;
import io.millrace.column.EvaluationError;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import java.math.BigInteger;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * What the state of a call is made of. States come from where bytes may be damaged, and say nothing
 * of their types: those that are not what the aggregate declares are told before they are used.
 */
@Internal
public final class StateForm {
  private final String name;
  private final List<Field> fields;
  private final boolean grows;

  /** What a function of a user keeps is for its code to judge. */
  private final boolean builtIn;

  public StateForm(Aggregate function, Aggregate.Request request) {
    name = function.name();
    fields = List.copyOf(function.state().apply(request));
    builtIn = function.identity().equals(function.name());
    grows = function.accumulator().apply(request) instanceof Bounded;
  }

  /** Whether it is of one of ours that takes no more room for more rows. */
  public boolean isSmall() {
    return builtIn && !grows;
  }

  /** Whether it is of one of ours that keeps something of each row. */
  public boolean isGrowing() {
    return builtIn && grows;
  }

  /** Throws {@link EvaluationError} STATE_CORRUPT for a state that is none of the aggregate's. */
  public void require(List<Object> state) {
    boolean closed = grows && Bounded.isClosed(state) && (Long) state.get(0) > 0;
    if (closed || !builtIn) {
      return;
    }
    int declared = fields.size();
    boolean moreSums = state.size() == declared + DoubleSum.OTHERS;
    if (state.size() != declared && !(moreSums && isDoubleSum())) {
      throw corrupt("state of " + name, state.size() + " values", "" + declared);
    }
    for (int i = 0; i < state.size(); i++) {
      Field field = fields.get(Math.min(i, declared - 1));
      if (!isSound(state.get(i), field)) {
        throw corrupt("state of " + name, "value " + i + " is none", field.type().toString());
      }
    }
  }

  /** Throws the same unless there is a state for each of so many calls. */
  public static void requireCalls(List<List<Object>> states, int calls) {
    if (states.size() != calls) {
      throw corrupt("accumulators", "states of " + states.size() + " calls", "" + calls);
    }
  }

  static EvaluationError corrupt(String subject, String found, String expected) {
    return new EvaluationError(
        ErrorCode.STATE_CORRUPT,
        "Cannot read " + subject + ": " + found + ", expected " + expected);
  }

  private boolean isDoubleSum() {
    return fields.size() == 2 && fields.get(1).type().equals(DataType.FLOAT64);
  }

  private static boolean isSound(Object value, Field field) {
    return value == null ? field.nullable() : isSound(value, field.type());
  }

  private static boolean isSound(Object value, DataType type) {
    return switch (type.family()) {
      case NULL -> false;
      case BOOLEAN -> value instanceof Boolean;
      case SIGNED, UNSIGNED, DATE, TIME, TIMESTAMP, DURATION -> value instanceof Long;
      case FLOAT -> value instanceof Double;
      case DECIMAL -> value instanceof BigInteger number && number.bitLength() < type.id().bits();
      case TEXT -> value instanceof String;
      case BINARY -> value instanceof Bytes;
      case INTERVAL ->
          type.equals(DataType.INTERVAL_MONTH_DAY_NANO)
              ? value instanceof Interval
              : value instanceof Long;
      case LIST -> value instanceof List<?> items && isList(items, (DataType.AnyList) type);
      case STRUCT ->
          value instanceof List<?> members && isStruct(members, ((DataType.Struct) type).fields());
      case MAP ->
          value instanceof List<?> entries && areSound(entries, ((DataType.MapOf) type).entries());
      case UNION -> value instanceof List<?>;
      case ENCODED -> isSound(value, type.unwrapped());
    };
  }

  private static boolean isList(List<?> items, DataType.AnyList type) {
    boolean fits = !(type instanceof DataType.FixedSizeList fixed) || fixed.size() == items.size();
    return fits && areSound(items, type.item());
  }

  private static boolean areSound(List<?> items, Field item) {
    for (Object each : items) {
      if (!isSound(each, item)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isStruct(List<?> members, List<Field> fields) {
    boolean sound = members.size() == fields.size();
    for (int i = 0; sound && i < fields.size(); i++) {
      sound = isSound(members.get(i), fields.get(i));
    }
    return sound;
  }
}
