// SPDX-License-Identifier: Apache-2.0
package example;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/** Code that goes round in every way that Java has, with values of several kinds: a seed. */
public final class Loops implements LongUnaryOperator, Serializable {
  private static final long serialVersionUID = 1L;

  /** What a receiver makes by a constructor that loops. */
  public record Steps(int count, List<Long> each) {
    public Steps {
      long sum = 0;
      for (Long step : each) {
        sum += step;
      }
      if (sum < 0 || count < 0) {
        throw new IllegalArgumentException("backwards");
      }
    }
  }

  private enum Way {
    UP,
    DOWN
  }

  private final Steps steps;
  private final int[] weights;
  private final Map<String, Object> named;

  public Loops(Steps steps, int[] weights, Map<String, Object> named) {
    this.steps = steps;
    this.weights = weights;
    this.named = named;
  }

  @Override
  public long applyAsLong(long value) {
    long sum = 0;
    outer:
    for (int i = 0; i < steps.count(); i++) {
      for (int weight : weights) {
        if (weight == 2) {
          continue outer;
        }
        sum += weight * value;
      }
      do {
        sum--;
      } while (sum > 100);
    }
    return sum + handled(value) + depth(6) + way(sum % 2 == 0 ? Way.UP : Way.DOWN) + counted();
  }

  private long handled(long value) {
    long rest = value;
    while (true) {
      try {
        if (--rest < 0) {
          return rest;
        }
        synchronized (this) {
          rest -= Long.parseLong(String.valueOf(named.get("n")));
        }
      } catch (NumberFormatException e) {
        rest -= 2;
      } finally {
        rest--;
      }
    }
  }

  private static int depth(int levels) {
    return levels == 0 ? 0 : 1 + depth(levels - 1);
  }

  private static int way(Way way) {
    switch (way) {
      case UP:
        return 1;
      default:
        return -1;
    }
  }

  private long counted() {
    Map<Object, Integer> counts = new HashMap<>();
    named.forEach((name, value) -> counts.merge(name.length(), 1, Integer::sum));
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }
}
