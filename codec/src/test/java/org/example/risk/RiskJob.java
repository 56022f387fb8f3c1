// SPDX-License-Identifier: Apache-2.0
package org.example.risk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A job's main class, with functions in it and much that must stay at home. */
public final class RiskJob {
  private static final List<String> STARTED = new ArrayList<>(List.of(Cluster.connect()));
  private static final Map<String, Long> WEIGHTS = Map.of("DE", 2L, "FR", 3L);
  private static long counter = 1;

  private final String name;

  public RiskJob(String name) {
    this.name = name;
  }

  public void run() {
    STARTED.add(name);
  }

  public static Score over(long limit) {
    return amount -> amount > limit;
  }

  public static Score helped(long limit) {
    return amount -> squared(amount) - limit;
  }

  private static long squared(long amount) {
    return amount * amount;
  }

  public static Score staticReference() {
    return RiskJob::squared;
  }

  @SuppressWarnings("CollectionIncompatibleType")
  public static Score bound(Band band) {
    return band.names()::indexOf;
  }

  public static Score unbound() {
    return Long::doubleValue;
  }

  public static Score constructor() {
    return BigDecimal::new;
  }

  public static Score ofTheJvm() {
    return Long::toBinaryString;
  }

  public static Score banded(Band band, Level level) {
    return amount -> band.shown() + (band.level() == level ? level.limit() : amount);
  }

  public static Score nested(long limit) {
    Score inner = amount -> amount - limit;
    return amount -> inner.times(2).apply(amount);
  }

  public static Score sorted(Map<String, Long> values) {
    TreeMap<String, Long> sorted =
        new TreeMap<>((Comparator<String> & java.io.Serializable) (a, b) -> b.compareTo(a));
    sorted.putAll(values);
    return amount -> sorted.firstKey() + amount;
  }

  public static Score anonymous(long limit) {
    return new Score() {
      @Override
      public Object apply(Long amount) {
        return amount + limit;
      }
    };
  }

  public Score anonymousInside(long limit) {
    return new Score() {
      @Override
      public Object apply(Long amount) {
        return amount + 2 * limit;
      }
    };
  }

  public Score ofThis() {
    return amount -> name + amount;
  }

  public static Score weighted() {
    return amount -> amount * Weights.BY_COUNTRY.get("DE");
  }

  public static Score switched() {
    return amount ->
        switch (amount > 10 ? Level.HIGH : Level.LOW) {
          case LOW -> "low";
          case HIGH -> "high";
        };
  }

  public static Score counted() {
    return amount -> amount + counter;
  }

  public static Score initialised() {
    return amount -> amount * WEIGHTS.get("DE");
  }

  public static void count() {
    counter++;
  }

  public static Score locked() {
    ReentrantLock lock = new ReentrantLock();
    Cluster cluster = new Cluster();
    return amount -> lock.isLocked() ? amount : cluster;
  }

  public static Score clustered() {
    Cluster cluster = new Cluster();
    return amount -> cluster;
  }

  public static Score supplied(Supplier<Long> supplier) {
    return amount -> amount + supplier.get();
  }

  public static Score captured(Object value) {
    return amount -> value;
  }

  /** Constants of a class of their own, which travels. */
  static final class Weights {
    static final Map<String, Long> BY_COUNTRY = Map.of("DE", 2L, "FR", 3L);

    private Weights() {}
  }

  /** Something that no function should pull along. */
  static final class Cluster {
    static String connect() {
      return "connected";
    }
  }
}
