// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Letters: classes of characters that an automaton does not tell apart. */
final class Alphabet {
  static final int MOST_LETTERS = 100;

  /** The letter of each character of ASCII. */
  final byte[] ascii = new byte[CodePoints.ASCII];

  /** Where ranges of characters beyond ASCII begin that are the same letter. */
  final int[] starts;

  /** The letter of each such range. */
  final byte[] letters;

  private final List<CodePoints> sets;
  private final List<Integer> samples = new ArrayList<>();
  private final Map<BitSet, Integer> known = new HashMap<>();

  Alphabet(List<CodePoints> sets) {
    this.sets = sets;
    for (int point = 0; point < ascii.length; point++) {
      ascii[point] = (byte) letter(point);
    }
    TreeSet<Integer> bounds = new TreeSet<>(List.of(CodePoints.ASCII));
    for (CodePoints set : sets) {
      bounds.addAll(set.starts());
    }
    starts = bounds.stream().mapToInt(Integer::intValue).toArray();
    letters = new byte[starts.length];
    for (int i = 0; i < starts.length && size() <= MOST_LETTERS; i++) {
      letters[i] = (byte) letter(starts[i]);
    }
  }

  /** Characters are one letter if the same sets have them. */
  private int letter(int point) {
    BitSet signature = new BitSet();
    for (int i = 0; i < sets.size(); i++) {
      signature.set(i, sets.get(i).has(point));
    }
    Integer letter = known.putIfAbsent(signature, samples.size());
    if (letter == null) {
      samples.add(point);
      return samples.size() - 1;
    }
    return letter;
  }

  /** More than {@link #MOST_LETTERS} if there are too many to be of use. */
  int size() {
    return samples.size();
  }

  /** A character that is the letter. */
  int sample(int letter) {
    return samples.get(letter);
  }
}
