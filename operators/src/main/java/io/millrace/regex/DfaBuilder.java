// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a {@link Dfa} of an {@link Nfa}: its states are the sets of states in which the other may
 * be, together with what came before where places depend on that. Behind characters of which
 * nothing is known they are all states that are possible: a text that can't match from there on
 * doesn't, of others nothing can be said.
 */
final class DfaBuilder {
  private static final int LARGEST_TABLE = 1 << 14;

  /** Steps through the states of the automaton, so that binding takes no longer than a blink. */
  private static final int MOST_WORK = 1 << 19;

  private static final int MOST_LETTERS = 100;
  private static final int NO = 0;
  private static final int YES = 1;

  /** What is on one side of a place. */
  private enum Side {
    EDGE,
    NEWLINE,
    WORD,
    OTHER,
    /** A character beyond ASCII of which is not known whether it is part of a word. */
    UNKNOWN
  }

  private record State(BitSet raw, Side before) {}

  private final Nfa nfa;
  private final Alphabet alphabet;
  private final boolean lines;
  private final boolean words;
  private final boolean edges;
  private final Map<State, Integer> numbers = new HashMap<>();
  private final List<State> states = new ArrayList<>();
  private final List<int[]> rows = new ArrayList<>();
  private int work;

  private DfaBuilder(Nfa nfa) {
    this.nfa = nfa;
    lines = nfa.has(Node.Place.LINE_START, Node.Place.LINE_END);
    words = nfa.has(Node.Place.WORD_EDGE, Node.Place.NO_WORD_EDGE);
    edges = lines || words || nfa.has(Node.Place.TEXT_START, Node.Place.TEXT_END);
    List<CodePoints> sets = new ArrayList<>(Arrays.asList(nfa.sets()));
    if (lines) {
      sets.add(CodePoints.NEWLINE);
    }
    if (words) {
      sets.add(AsciiClass.WORD.inAscii());
    }
    alphabet = new Alphabet(sets.toArray(CodePoints[]::new));
  }

  static Optional<Dfa> build(Nfa nfa) {
    return new DfaBuilder(nfa).build();
  }

  private Optional<Dfa> build() {
    int letters = alphabet.size();
    if (letters > MOST_LETTERS) {
      return Optional.empty();
    }
    add(new State(new BitSet(), Side.OTHER));
    add(new State(new BitSet(), Side.EDGE));
    BitSet first = new BitSet();
    first.set(nfa.start);
    int start = number(first, edges ? Side.EDGE : Side.OTHER);
    for (int number = YES + 1; number < states.size(); number++) {
      if (work > MOST_WORK || (states.size() + 1) * (letters + 1) > LARGEST_TABLE) {
        return Optional.empty();
      }
      int[] row = rows.get(number);
      for (int letter = 0; letter < letters; letter++) {
        row[letter] = step(states.get(number), letter);
      }
      row[letters] = closure(states.get(number), Side.EDGE).get(nfa.match) ? YES : NO;
    }
    return Optional.of(new Dfa(table(hopeful()), start * (letters + 1), alphabet));
  }

  private int add(State state) {
    states.add(state);
    int[] row = new int[alphabet.size() + 1];
    Arrays.fill(row, states.size() - 1);
    rows.add(row);
    return states.size() - 1;
  }

  /** The state of a set, made if it is new; one that has surely matched is the answer. */
  private int number(BitSet raw, Side before) {
    if (raw.isEmpty()) {
      return NO;
    }
    State state = new State(raw, before);
    Integer known = numbers.get(state);
    if (known == null) {
      known = closure(state, null).get(nfa.match) ? YES : add(state);
      numbers.put(state, known);
    }
    return known;
  }

  private int step(State state, int letter) {
    boolean unknown = alphabet.isUnknown(letter);
    Side side = unknown ? Side.UNKNOWN : side(alphabet.sample(letter));
    BitSet closed = closure(state, side);
    if (closed.get(nfa.match)) {
      return YES;
    }
    BitSet raw = new BitSet();
    for (int each = closed.nextSetBit(0); each >= 0; each = closed.nextSetBit(each + 1)) {
      if (nfa.what[each] instanceof CodePoints set
          && (unknown ? set.mayHaveOthers() : set.has(alphabet.sample(letter)))) {
        raw.set(nfa.next[each]);
      }
    }
    return number(raw, side);
  }

  /** What a character is to places; where none asks, all are alike. */
  private Side side(int point) {
    if (lines && CodePoints.NEWLINE.has(point)) {
      return Side.NEWLINE;
    }
    return words && AsciiClass.WORD.has(point) ? Side.WORD : Side.OTHER;
  }

  /**
   * All states that are reached without a character.
   *
   * @param after what comes next; null if that is not known yet, so that no place is passed
   */
  private BitSet closure(State state, Side after) {
    BitSet closed = new BitSet();
    BitSet open = (BitSet) state.raw.clone();
    for (int each = open.nextSetBit(0); each >= 0; each = open.nextSetBit(0)) {
      open.clear(each);
      closed.set(each);
      work++;
      boolean passes =
          nfa.what[each] instanceof Node.Place place
              ? after != null && passes(place, state.before, after)
              : nfa.what[each] == null && each != nfa.match;
      if (passes) {
        reach(nfa.next[each], open, closed);
        if (nfa.isFork(each)) {
          reach(nfa.other[each], open, closed);
        }
      }
    }
    return closed;
  }

  private static void reach(int state, BitSet open, BitSet closed) {
    if (!closed.get(state)) {
      open.set(state);
    }
  }

  private static boolean passes(Node.Place place, Side before, Side after) {
    boolean unknown = before == Side.UNKNOWN || after == Side.UNKNOWN;
    return switch (place) {
      case TEXT_START -> before == Side.EDGE;
      case TEXT_END -> after == Side.EDGE;
      case LINE_START -> before == Side.EDGE || before == Side.NEWLINE;
      case LINE_END -> after == Side.EDGE || after == Side.NEWLINE;
      case WORD_EDGE -> unknown || (before == Side.WORD) != (after == Side.WORD);
      case NO_WORD_EDGE -> unknown || (before == Side.WORD) == (after == Side.WORD);
    };
  }

  /** The states from which YES can be reached. */
  private BitSet hopeful() {
    BitSet hopeful = new BitSet();
    hopeful.set(YES);
    int before;
    do {
      before = hopeful.cardinality();
      for (int number = states.size() - 1; number > YES; number--) {
        for (int next : rows.get(number)) {
          if (hopeful.get(next)) {
            hopeful.set(number);
          }
        }
      }
    } while (hopeful.cardinality() > before);
    return hopeful;
  }

  private short[] table(BitSet hopeful) {
    int width = alphabet.size() + 1;
    short[] table = new short[states.size() * width];
    for (int number = 0; number < states.size(); number++) {
      for (int letter = 0; letter < width; letter++) {
        int next = rows.get(number)[letter];
        table[number * width + letter] = (short) (hopeful.get(next) ? next * width : NO);
      }
    }
    return table;
  }
}
