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
 * be, together with what came before where places depend on that.
 */
final class DfaBuilder {
  private static final int MOST_STATES = 1000;
  private static final int LARGEST_TABLE = 1 << 14;

  /** Steps through the states of the automaton, so that binding takes no longer than a blink. */
  private static final int MOST_WORK = 1 << 19;

  private static final int NO = Dfa.NO;
  private static final int YES = NO + 1;

  /** What stands for all characters that places do not tell apart. */
  private static final int LETTER = 'a';

  private static final int LETTER_BEYOND_ASCII = 0xE9;
  private static final int SIGN = '!';

  /**
   * @param before the character before it, or another one that places do not tell from it
   */
  private record State(BitSet raw, int before) {}

  private final Nfa nfa;
  private final Alphabet alphabet;
  private final boolean places;
  private final boolean lines;
  private final boolean words;
  private final Map<State, Integer> numbers = new HashMap<>();
  private final List<State> states = new ArrayList<>();
  private final List<int[]> rows = new ArrayList<>();
  private int work;

  private DfaBuilder(Nfa nfa) {
    this.nfa = nfa;
    List<Place> passed = nfa.passedPlaces();
    places = !passed.isEmpty();
    words = passed.stream().anyMatch(Place::asksForWords);
    lines = passed.stream().anyMatch(each -> !each.asksForWords());
    List<CodePoints> sets = new ArrayList<>(nfa.takenSets());
    if (lines) {
      sets.add(CodePoints.range('\n', '\n'));
      sets.add(CodePoints.range('\r', '\r'));
    }
    if (words) {
      sets.add(AsciiClass.WORD);
      sets.add(UnicodeClass.word());
    }
    alphabet = new Alphabet(sets);
  }

  /** Empty if the table would be too large. */
  static Optional<Dfa> build(Nfa nfa) {
    return nfa.count > MOST_STATES ? Optional.empty() : new DfaBuilder(nfa).build();
  }

  private Optional<Dfa> build() {
    int letters = alphabet.size();
    if (letters > Alphabet.MOST_LETTERS) {
      return Optional.empty();
    }
    add(new State(new BitSet(), SIGN));
    add(new State(new BitSet(), Place.EDGE));
    BitSet first = new BitSet();
    first.set(nfa.anywhere);
    int start = number(first, places ? Place.EDGE : SIGN);
    for (int number = YES + 1; number < states.size(); number++) {
      if (work > MOST_WORK || (states.size() + 1) * (letters + 1) > LARGEST_TABLE) {
        return Optional.empty();
      }
      int[] row = rows.get(number);
      for (int letter = 0; letter < letters; letter++) {
        row[letter] = step(states.get(number), alphabet.sample(letter));
      }
      row[letters] = closure(states.get(number), true, Place.EDGE).get(nfa.match) ? YES : NO;
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
  private int number(BitSet raw, int before) {
    if (raw.isEmpty()) {
      return NO;
    }
    State state = new State(raw, before);
    Integer known = numbers.get(state);
    if (known == null) {
      known = closure(state, false, SIGN).get(nfa.match) ? YES : add(state);
      numbers.put(state, known);
    }
    return known;
  }

  private int step(State state, int point) {
    BitSet closed = closure(state, true, point);
    if (closed.get(nfa.match)) {
      return YES;
    }
    BitSet raw = new BitSet();
    for (int each = closed.nextSetBit(0); each >= 0; each = closed.nextSetBit(each + 1)) {
      if (nfa.kinds[each] == Nfa.Kind.TAKE && nfa.sets[each].has(point)) {
        raw.set(nfa.next[each]);
      }
    }
    return number(raw, alike(point));
  }

  /** One character for all that are the same to places that come behind them. */
  private int alike(int point) {
    if (lines && (point == '\n' || point == '\r')) {
      return point;
    }
    if (words && UnicodeClass.word().has(point)) {
      return point < CodePoints.ASCII ? LETTER : LETTER_BEYOND_ASCII;
    }
    return SIGN;
  }

  /**
   * All states that are reached without a character.
   *
   * @param known whether it is known what comes next; no place is passed before it is
   */
  private BitSet closure(State state, boolean known, int after) {
    BitSet closed = new BitSet();
    BitSet open = (BitSet) state.raw.clone();
    for (int each = open.nextSetBit(0); each >= 0; each = open.nextSetBit(0)) {
      open.clear(each);
      closed.set(each);
      work++;
      switch (nfa.kinds[each]) {
        case TAKE, MATCH -> {}
        case PASS -> {
          if (known && nfa.places[each].holds(state.before, after)) {
            reach(nfa.next[each], open, closed);
          }
        }
        case KEEP -> reach(nfa.next[each], open, closed);
        case FORK -> {
          reach(nfa.next[each], open, closed);
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
