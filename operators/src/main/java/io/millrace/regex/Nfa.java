// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.Arrays;
import java.util.Optional;

/**
 * An automaton with choices: states that take a character, that pass at certain places, that fork,
 * and one that is the match. Begins anywhere in the text.
 */
final class Nfa {
  private static final int MOST_STATES = 1000;
  private static final int NOWHERE = -1;

  /** For each state the set or place it passes; null for forks and the match. */
  final Object[] what = new Object[MOST_STATES];

  final int[] next = new int[MOST_STATES];

  /** The other way of a fork, else -1. */
  final int[] other = new int[MOST_STATES];

  final int start;
  final int match;
  int count;

  private Nfa(Node node) {
    match = add(null, NOWHERE, NOWHERE);
    int first = add(node, match);
    Node.Repeat before = new Node.Repeat(new Node.One(CodePoints.ALL), 0, -1);
    start = first < 0 ? first : add(before, first);
  }

  /** Empty if it would have too many states. */
  static Optional<Nfa> of(Node node) {
    Nfa nfa = new Nfa(node);
    return nfa.start < 0 ? Optional.empty() : Optional.of(nfa);
  }

  boolean isMatch(int state) {
    return state == match;
  }

  boolean isFork(int state) {
    return other[state] >= 0;
  }

  private int add(Object passes, int then, int otherwise) {
    if (count == MOST_STATES) {
      return NOWHERE;
    }
    what[count] = passes;
    next[count] = then;
    other[count] = otherwise;
    return count++;
  }

  /** Adds what leads to {@code then}; returns its first state, or -1 if there is no room. */
  private int add(Node node, int then) {
    if (node instanceof Node.One one) {
      return add(one.points(), then, NOWHERE);
    }
    if (node instanceof Node.Place place) {
      return add(place, then, NOWHERE);
    }
    if (node instanceof Node.All all) {
      int at = then;
      for (int i = all.parts().size() - 1; i >= 0 && at >= 0; i--) {
        at = add(all.parts().get(i), at);
      }
      return at;
    }
    if (node instanceof Node.Any any) {
      int at = add(any.parts().get(any.parts().size() - 1), then);
      for (int i = any.parts().size() - 2; i >= 0 && at >= 0; i--) {
        int first = add(any.parts().get(i), then);
        at = first < 0 ? NOWHERE : add(null, first, at);
      }
      return at;
    }
    return repeat((Node.Repeat) node, then);
  }

  private int repeat(Node.Repeat repeat, int then) {
    int at = then;
    if (repeat.most() < 0) {
      int fork = add(null, NOWHERE, then);
      int body = fork < 0 ? NOWHERE : add(repeat.part(), fork);
      if (body < 0) {
        return NOWHERE;
      }
      next[fork] = body;
      at = fork;
    }
    for (int i = repeat.least(); i < repeat.most() && at >= 0; i++) {
      int body = add(repeat.part(), at);
      at = body < 0 ? NOWHERE : add(null, body, then);
    }
    for (int i = 0; i < repeat.least() && at >= 0; i++) {
      at = add(repeat.part(), at);
    }
    return at;
  }

  /** The sets of characters that states take. */
  CodePoints[] sets() {
    return Arrays.stream(what, 0, count)
        .filter(CodePoints.class::isInstance)
        .distinct()
        .toArray(CodePoints[]::new);
  }

  boolean has(Node.Place... places) {
    return Arrays.stream(what, 0, count).anyMatch(Arrays.asList(places)::contains);
  }
}
