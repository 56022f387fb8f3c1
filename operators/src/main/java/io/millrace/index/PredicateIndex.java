// SPDX-License-Identifier: Apache-2.0
package io.millrace.index;

import io.millrace.bind.TypedExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/**
 * Elements by predicates: for a row, those whose predicates it may make true, and all of which it
 * may make one fail. Each is filed under what one of its conjuncts demands: an expression compared
 * with constants, for equality or order. So a row costs what it has to do with, not what is there.
 * Confined to one thread.
 *
 * @param <E> found by equality
 */
@Internal
public final class PredicateIndex<E> {
  /** Where an element is filed; empty under no demand at all. */
  private record Filed<E>(Entry<E> entry, List<Place<E>> places) {}

  /** One place of an element: under a value, or as an interval. */
  private record Place<E>(
      TypedExpr key, Set<Object> values, Intervals.Interval<Entry<E>> interval) {}

  /** An element that is given once a row, under how many values it may be found. */
  private static final class Entry<E> {
    private final E element;
    private long given;

    Entry(E element) {
      this.element = element;
    }
  }

  /** Of an expression for each row, in elements that a row meets. */
  private static final double EVALUATION = 8;

  /** Intervals that hold one number, to know that they are many. */
  private static final int MOST_COUNTED = 256;

  private final Function<TypedExpr, Supplier<Object>> values;
  private final Consumer<TypedExpr> forgotten;
  private final Map<TypedExpr, Postings<Entry<E>>> keys = new LinkedHashMap<>();
  private final Set<Entry<E>> always = new LinkedHashSet<>();
  private final Map<E, Filed<E>> filed = new HashMap<>();
  private final Consumer<Entry<E>> once = this::giveOnce;
  private long round;
  private Consumer<E> taker;

  /**
   * @param values makes what gives the value of an expression, in the Java form of literals, for
   *     the row at hand; the expression never fails, but for limits
   * @param forgotten told of an expression whose value is not asked for any more
   */
  public PredicateIndex(
      Function<TypedExpr, Supplier<Object>> values, Consumer<TypedExpr> forgotten) {
    this.values = values;
    this.forgotten = forgotten;
  }

  /**
   * @param predicates that an element's rows make true, in the order in which they are evaluated,
   *     up to the first that is not true; none for an element that every row concerns
   */
  public void add(E element, List<TypedExpr> predicates) {
    Entry<E> entry = new Entry<>(element);
    List<Place<E>> places = new ArrayList<>();
    for (Demand demand : cheapest(Demands.of(predicates))) {
      Postings<Entry<E>> postings =
          keys.computeIfAbsent(demand.key(), key -> new Postings<>(key.type(), values.apply(key)));
      if (demand.orNull()) {
        postings.ofNull().add(entry);
      }
      if (demand instanceof Demand.OneOf some) {
        some.values().forEach(value -> postings.add(value, entry));
        places.add(new Place<>(some.key(), some.values(), null));
      } else if (demand instanceof Demand.Within span) {
        places.add(
            new Place<>(
                span.key(), Set.of(), postings.spans().add(span.low(), span.high(), entry)));
      }
    }
    if (places.isEmpty()) {
      always.add(entry);
    }
    filed.put(element, new Filed<>(entry, places));
  }

  public void remove(E element) {
    Filed<E> gone = filed.remove(element);
    always.remove(gone.entry());
    for (Place<E> place : gone.places()) {
      Postings<Entry<E>> postings = keys.get(place.key());
      place.values().forEach(value -> postings.remove(value, gone.entry()));
      postings.ofNull().remove(gone.entry());
      if (place.interval() != null) {
        postings.spans().remove(place.interval());
      }
    }
    for (Place<E> place : gone.places()) {
      Postings<Entry<E>> postings = keys.get(place.key());
      if (postings != null && postings.isEmpty()) {
        keys.remove(place.key());
        forgotten.accept(place.key());
      }
    }
  }

  /** Each element that the row at hand may concern, once, in an order that means nothing. */
  public void forRow(Consumer<E> each) {
    round++;
    taker = each;
    for (Entry<E> entry : always) {
      each.accept(entry.element);
    }
    for (Postings<Entry<E>> postings : keys.values()) {
      postings.forRow(once);
    }
  }

  private void giveOnce(Entry<E> entry) {
    if (entry.given != round) {
      entry.given = round;
      taker.accept(entry.element);
    }
  }

  /** The demands under which a row will meet the fewest others; empty if there are none. */
  private List<Demand> cheapest(List<List<Demand>> demands) {
    List<Demand> best = List.of();
    double least = Double.POSITIVE_INFINITY;
    for (List<Demand> any : demands) {
      double cost = any.stream().mapToDouble(this::cost).sum();
      if (cost < least) {
        least = cost;
        best = any;
      }
    }
    return best;
  }

  /** How many others a row with the wanted value meets already, by estimate. */
  private double cost(Demand demand) {
    Postings<Entry<E>> postings = keys.get(demand.key());
    if (demand instanceof Demand.OneOf some) {
      return postings == null
          ? evaluation(demand.key())
          : some.values().stream().mapToInt(postings::count).sum();
    }
    Demand.Within span = (Demand.Within) demand;
    double own = postings == null ? evaluation(demand.key()) : 0;
    if (span.isBounded()) {
      return own + 1 + (postings == null ? 0 : postings.spans().count(span.middle(), MOST_COUNTED));
    }
    // Half of all rows, if nothing else is known.
    return own + EVALUATION + (postings == null ? 0 : postings.spans().size() / 2.0);
  }

  /** One more expression for each row; a column is just looked at. */
  private static double evaluation(TypedExpr key) {
    return key instanceof TypedExpr.Input ? 0.5 : EVALUATION;
  }
}
