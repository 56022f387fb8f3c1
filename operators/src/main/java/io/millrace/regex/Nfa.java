// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.Arrays;
import java.util.List;

/**
 * An automaton with choices: states that take a character, that pass at certain places, that keep a
 * place, that fork, and one that is the match. Of the two ways of a fork the first is preferred.
 */
final class Nfa {
  /** What a state does. */
  enum Kind {
    TAKE,
    PASS,
    KEEP,
    FORK,
    MATCH
  }

  private static final int NOWHERE = -1;

  Kind[] kinds = new Kind[16];

  /** The sets that states take; null for others. */
  CodePoints[] sets = new CodePoints[16];

  /** The places at which states pass; null for others. */
  Place[] places = new Place[16];

  /** Where states keep the place of a character. */
  int[] slots = new int[16];

  int[] next = new int[16];

  /** The other way of a fork. */
  int[] other = new int[16];

  final int match;

  /** Where a match begins. */
  final int start;

  /** Where it begins if anything may come before it. */
  final int anywhere;

  int count;

  Nfa(Node node) {
    match = state(Kind.MATCH, NOWHERE, NOWHERE);
    start = add(node, match);
    anywhere =
        add(new Node.Repeat(new Node.One(CodePoints.ALL), 0, NOWHERE, Node.Greed.LEAST), start);
  }

  private int state(Kind kind, int then, int otherwise) {
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * count);
      sets = Arrays.copyOf(sets, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
      slots = Arrays.copyOf(slots, 2 * count);
      next = Arrays.copyOf(next, 2 * count);
      other = Arrays.copyOf(other, 2 * count);
    }
    kinds[count] = kind;
    next[count] = then;
    other[count] = otherwise;
    return count++;
  }

  /** Adds what leads to {@code then}; returns its first state. */
  private int add(Node node, int then) {
    if (node instanceof Node.One one) {
      int state = state(Kind.TAKE, then, NOWHERE);
      sets[state] = one.points();
      return state;
    }
    if (node instanceof Node.At at) {
      int state = state(Kind.PASS, then, NOWHERE);
      places[state] = at.place();
      return state;
    }
    if (node instanceof Node.All all) {
      int at = then;
      for (int i = all.parts().size() - 1; i >= 0; i--) {
        at = add(all.parts().get(i), at);
      }
      return at;
    }
    if (node instanceof Node.Any any) {
      int at = add(any.parts().get(any.parts().size() - 1), then);
      for (int i = any.parts().size() - 2; i >= 0; i--) {
        at = state(Kind.FORK, add(any.parts().get(i), then), at);
      }
      return at;
    }
    if (node instanceof Node.Group group) {
      int end = kept(2 * group.number() + 1, then);
      return kept(2 * group.number(), add(group.part(), end));
    }
    return repeat((Node.Repeat) node, then);
  }

  private int kept(int slot, int then) {
    int state = state(Kind.KEEP, then, NOWHERE);
    slots[state] = slot;
    return state;
  }

  private int repeat(Node.Repeat repeat, int then) {
    int at = then;
    int copies = repeat.least();
    if (repeat.most() < 0) {
      // What can be empty is x+ with a way round it, so that ways are preferred in their order.
      boolean atLeastOnce = copies > 0 || repeat.part().canBeEmpty();
      int loop = state(Kind.FORK, NOWHERE, NOWHERE);
      int body = add(repeat.part(), loop);
      point(loop, body, then, repeat.greed());
      at = atLeastOnce ? body : loop;
      if (copies == 0 && atLeastOnce) {
        int round = state(Kind.FORK, NOWHERE, NOWHERE);
        point(round, body, then, repeat.greed());
        at = round;
      }
      copies -= copies > 0 ? 1 : 0;
    }
    for (int i = repeat.least(); i < repeat.most(); i++) {
      int body = add(repeat.part(), at);
      at = state(Kind.FORK, NOWHERE, NOWHERE);
      point(at, body, then, repeat.greed());
    }
    for (int i = 0; i < copies; i++) {
      at = add(repeat.part(), at);
    }
    return at;
  }

  private void point(int fork, int body, int round, Node.Greed greed) {
    boolean most = greed == Node.Greed.MOST;
    next[fork] = most ? body : round;
    other[fork] = most ? round : body;
  }

  /** The sets of characters that states take. */
  List<CodePoints> takenSets() {
    return Arrays.stream(sets, 0, count).filter(set -> set != null).distinct().toList();
  }

  /** The places at which states pass. */
  List<Place> passedPlaces() {
    return Arrays.stream(places, 0, count).filter(place -> place != null).distinct().toList();
  }
}
