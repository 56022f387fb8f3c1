// SPDX-License-Identifier: Apache-2.0
package io.millrace.index;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Intervals of longs that come and go, asked for those that hold a number: a treap by lower end,
 * each node with the greatest upper end below it, so that an answer costs as much as it is long
 * (Seidel and Aragon, "Randomized search trees", 1996; Cormen et al., "Interval trees").
 */
final class Intervals<E> {
  /** One interval; what {@link #remove} takes. */
  static final class Interval<E> {
    private final long low;
    private final long high;
    private final E element;

    /** Tells equal intervals apart. */
    private final long number;

    private final int priority;
    private long highest;
    private Interval<E> left;
    private Interval<E> right;

    private Interval(long low, long high, E element, long number, int priority) {
      this.low = low;
      this.high = high;
      this.element = element;
      this.number = number;
      this.priority = priority;
      highest = high;
    }

    /** By lower end, then by upper end, so that many with the same lower end are in order, too. */
    private boolean isBefore(Interval<E> other) {
      if (low != other.low) {
        return low < other.low;
      }
      return high != other.high ? high < other.high : number < other.number;
    }

    private Interval<E> updated() {
      highest = high;
      if (left != null) {
        highest = Math.max(highest, left.highest);
      }
      if (right != null) {
        highest = Math.max(highest, right.highest);
      }
      return this;
    }
  }

  private final SplittableRandom random = new SplittableRandom(55);
  private Interval<E> root;
  private long added;
  private int size;

  int size() {
    return size;
  }

  /** Both ends belong to it. */
  Interval<E> add(long low, long high, E element) {
    Interval<E> interval = new Interval<>(low, high, element, added++, random.nextInt());
    root = inserted(root, interval);
    size++;
    return interval;
  }

  private static <E> Interval<E> inserted(Interval<E> tree, Interval<E> one) {
    if (tree == null) {
      return one;
    }
    if (one.priority > tree.priority) {
      split(tree, one, one);
      return one.updated();
    }
    if (one.isBefore(tree)) {
      tree.left = inserted(tree.left, one);
    } else {
      tree.right = inserted(tree.right, one);
    }
    return tree.updated();
  }

  /** Hangs what is before {@code at} to the left of {@code to}, and the rest to its right. */
  private static <E> void split(Interval<E> tree, Interval<E> at, Interval<E> to) {
    if (tree == null) {
      to.left = null;
      to.right = null;
    } else if (tree.isBefore(at)) {
      split(tree.right, at, to);
      tree.right = to.left;
      to.left = tree.updated();
    } else {
      split(tree.left, at, to);
      tree.left = to.right;
      to.right = tree.updated();
    }
  }

  void remove(Interval<E> interval) {
    root = without(root, interval);
    size--;
  }

  private static <E> Interval<E> without(Interval<E> tree, Interval<E> one) {
    if (tree == one) {
      return merged(one.left, one.right);
    }
    if (one.isBefore(tree)) {
      tree.left = without(tree.left, one);
    } else {
      tree.right = without(tree.right, one);
    }
    return tree.updated();
  }

  private static <E> Interval<E> merged(Interval<E> first, Interval<E> second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    if (first.priority > second.priority) {
      first.right = merged(first.right, second);
      return first.updated();
    }
    second.left = merged(first, second.left);
    return second.updated();
  }

  void holding(long number, Consumer<E> each) {
    holding(root, number, each);
  }

  private static <E> void holding(Interval<E> tree, long number, Consumer<E> each) {
    Interval<E> at = tree;
    while (at != null && at.highest >= number) {
      holding(at.left, number, each);
      if (at.low > number) {
        return;
      }
      if (at.high >= number) {
        each.accept(at.element);
      }
      at = at.right;
    }
  }

  /** How many hold a number, or {@code most} if they are more. */
  int count(long number, int most) {
    return count(root, number, most);
  }

  private static <E> int count(Interval<E> tree, long number, int most) {
    int found = 0;
    Interval<E> at = tree;
    while (at != null && at.highest >= number && found < most) {
      found += count(at.left, number, most - found);
      if (at.low > number) {
        return found;
      }
      if (at.high >= number) {
        found++;
      }
      at = at.right;
    }
    return Math.min(found, most);
  }

  void all(Consumer<E> each) {
    all(root, each);
  }

  private static <E> void all(Interval<E> tree, Consumer<E> each) {
    for (Interval<E> at = tree; at != null; at = at.right) {
      all(at.left, each);
      each.accept(at.element);
    }
  }
}
