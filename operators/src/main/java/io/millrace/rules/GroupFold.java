// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limits;
import io.millrace.bind.TypedExpr;
import io.millrace.column.EvaluationError;
import io.millrace.column.HeldBytes;
import io.millrace.types.SlotValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongPredicate;

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

  /** How many of them keep something of each row. */
  private int growing;

  /**
   * @param limits of each call
   */
  GroupFold(Limits limits) {
    this.limits = limits;
  }

  /** For one more rule. */
  void join(long slot, TypedExpr.AggregateCall call) {
    calls.computeIfAbsent(slot, each -> held(call)).rules++;
  }

  private Held held(TypedExpr.AggregateCall call) {
    CallFold fold = new CallFold(call, limits);
    growing += fold.isGrowing() ? 1 : 0;
    return new Held(fold, places.take(call.type()));
  }

  /** For one rule less. */
  void leave(long slot) {
    Held held = calls.get(slot);
    if (--held.rules == 0) {
      calls.remove(slot);
      growing -= held.fold.isGrowing() ? 1 : 0;
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
   *
   * @param full why calls that keep something of each row can not take it, or null
   */
  SlotValues added(
      SlotValues states, SlotValues arguments, EvaluationError full, CallProblems problems) {
    SlotValues.Builder next = new SlotValues.Builder(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      long slot = arguments.slot(i);
      Held held = calls.get(slot);
      List<Object> state = states.of(slot);
      if (held != null) {
        try {
          if (full != null && held.fold.isGrowing()) {
            throw full;
          }
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
    return both(states, later, problems, CallFold::merged);
  }

  /** The same in whatever time it takes. */
  SlotValues merge(SlotValues states, SlotValues later, CallProblems problems) {
    return both(states, later, problems, CallFold::merge);
  }

  private interface Merging {
    List<Object> of(CallFold fold, List<Object> state, List<Object> later);
  }

  private SlotValues both(
      SlotValues states, SlotValues later, CallProblems problems, Merging merging) {
    SlotValues.Builder next = new SlotValues.Builder(calls.size());
    calls.forEach(
        (slot, held) -> {
          List<Object> one = states.of(slot);
          List<Object> other = later.of(slot);
          List<Object> whole = one == null ? other : one;
          if (one != null && other != null) {
            try {
              whole = merging.of(held.fold, one, other);
            } catch (EvaluationError e) {
              problems.add(slot, e);
            }
          }
          if (whole != null) {
            next.add(slot, whole);
          }
        });
    return next.build();
  }

  /** Whether any call keeps something of each row. */
  boolean grows() {
    return growing > 0;
  }

  /** About how many bytes those calls have. */
  long grownBytes(SlotValues states) {
    long bytes = 0;
    for (int i = 0; i < states.size(); i++) {
      bytes += isGrowing(states.slot(i)) ? HeldBytes.of(states.values(i)) : 0;
    }
    return bytes;
  }

  private boolean isGrowing(long slot) {
    Held held = calls.get(slot);
    return held != null && held.fold.isGrowing();
  }

  /** Of those calls. */
  SlotValues grown(SlotValues states) {
    return only(states, this::isGrowing);
  }

  /** Of the other calls. */
  SlotValues others(SlotValues states) {
    return only(states, slot -> !isGrowing(slot));
  }

  private static SlotValues only(SlotValues states, LongPredicate slots) {
    SlotValues.Builder some = new SlotValues.Builder(states.size());
    for (int i = 0; i < states.size(); i++) {
      if (slots.test(states.slot(i))) {
        some.add(states.slot(i), states.values(i));
      }
    }
    return some.build();
  }

  /**
   * The result of each call that has a state in its place, and now().
   *
   * @param parts states in the order of their rows
   */
  Object[] results(List<SlotValues> parts, Object now, CallProblems problems) {
    Object[] results = new Object[places.count()];
    results[NOW] = now;
    List<List<Object>> states = new ArrayList<>(parts.size());
    calls.forEach(
        (slot, held) -> {
          states.clear();
          parts.stream().map(part -> part.of(slot)).filter(Objects::nonNull).forEach(states::add);
          try {
            results[held.place] = states.isEmpty() ? null : held.fold.result(states);
          } catch (EvaluationError e) {
            problems.add(slot, e);
          }
        });
    return results;
  }
}
