// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limits;
import io.millrace.bind.TypedExpr;
import io.millrace.column.EvaluationError;
import io.millrace.types.SlotValues;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The aggregate calls that the rules of a group have between them. What no rule has any more is not
 * computed, and left out of the states that come by.
 */
final class GroupFold {
  /** The place of now() among results. */
  static final int NOW = 0;

  private static final class Held {
    final CallFold fold;
    final int place;
    int rules;

    Held(CallFold fold, int place) {
      this.fold = fold;
      this.place = place;
    }
  }

  private final TreeMap<Long, Held> calls = new TreeMap<>();
  private final ResultPlaces places = new ResultPlaces();
  private final Limits limits;

  /**
   * @param limits of each call
   */
  GroupFold(Limits limits) {
    this.limits = limits;
  }

  /** For one more rule. */
  void join(long slot, TypedExpr.AggregateCall call) {
    calls.computeIfAbsent(
            slot, each -> new Held(new CallFold(call, limits), places.take(call.type())))
        .rules++;
  }

  /** For one rule less. */
  void leave(long slot) {
    Held held = calls.get(slot);
    if (--held.rules == 0) {
      calls.remove(slot);
      places.free(held.place, held.fold.type());
    }
  }

  /** Where the result of a call stands in {@link #results}. */
  int place(long slot) {
    return calls.get(slot).place;
  }

  /**
   * With a row. What it has no arguments for is needed by no rule any more; a call that can not
   * take it keeps the state that it had, if any.
   */
  SlotValues added(SlotValues states, SlotValues arguments, CallProblems problems) {
    SlotValues.Builder next = new SlotValues.Builder(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      long slot = arguments.slot(i);
      Held held = calls.get(slot);
      List<Object> state = states.of(slot);
      if (held != null) {
        try {
          List<Object> before = state == null ? held.fold.empty() : state;
          state = held.fold.added(before, arguments.values(i));
        } catch (EvaluationError e) {
          problems.add(slot, e);
        }
        if (state != null) {
          next.add(slot, state);
        }
      }
    }
    return next.build();
  }

  /** Of all rows of both; a call that fails keeps what it had, without those that are later. */
  SlotValues merged(SlotValues states, SlotValues later, CallProblems problems) {
    return merged(
        states,
        later,
        (slot, fold) -> {
          try {
            return fold.merged(states.of(slot), later.of(slot));
          } catch (EvaluationError e) {
            problems.add(slot, e);
            return states.of(slot);
          }
        });
  }

  /** The same in whatever time it takes; throws {@code EvaluationError} if a call fails. */
  SlotValues merge(SlotValues states, SlotValues later) {
    return merged(states, later, (slot, fold) -> fold.merge(states.of(slot), later.of(slot)));
  }

  private SlotValues merged(
      SlotValues states, SlotValues later, BiFunction<Long, CallFold, List<Object>> both) {
    SlotValues.Builder next = new SlotValues.Builder(calls.size());
    calls.forEach(
        (slot, held) -> {
          List<Object> one = states.of(slot);
          List<Object> other = later.of(slot);
          List<Object> whole = one == null ? other : one;
          if (one != null && other != null) {
            whole = both.apply(slot, held.fold);
          }
          if (whole != null) {
            next.add(slot, whole);
          }
        });
    return next.build();
  }

  /** The result of each call that has a state in its place, and now(). */
  Object[] results(SlotValues states, Object now, CallProblems problems) {
    Object[] results = new Object[places.count()];
    results[NOW] = now;
    for (int i = 0; i < states.size(); i++) {
      Held held = calls.get(states.slot(i));
      if (held != null) {
        try {
          results[held.place] = held.fold.result(states.values(i));
        } catch (EvaluationError e) {
          problems.add(states.slot(i), e);
        }
      }
    }
    return results;
  }
}
