// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Letters: classes of characters that an automaton does not tell apart. If some set says nothing
 * about the characters beyond ASCII, all of them are one letter, behind the others, of which
 * nothing is known.
 */
final class Alphabet {
  /** The letter of each character of ASCII. */
  final byte[] ascii = new byte[CodePoints.ASCII];

  /** Where ranges of characters beyond ASCII begin that are the same letter; null if unknown. */
  final int[] starts;

  /** The letter of each such range. */
  final byte[] letters;

  private final CodePoints[] sets;
  private final List<Integer> samples = new ArrayList<>();
  private final Map<BitSet, Integer> known = new HashMap<>();

  Alphabet(CodePoints[] sets) {
    this.sets = sets;
    for (int point = 0; point < ascii.length; point++) {
      ascii[point] = (byte) letter(point);
    }
    boolean all = Arrays.stream(sets).allMatch(CodePoints::isKnown);
    starts = all ? starts(sets) : null;
    letters = new byte[all ? starts.length : 0];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) letter(starts[i]);
    }
  }

  /** Characters are one letter if the same sets have them. */
  private int letter(int point) {
    BitSet signature = new BitSet();
    for (int i = 0; i < sets.length; i++) {
      signature.set(i, sets[i].has(point));
    }
    Integer letter = known.putIfAbsent(signature, samples.size());
    if (letter == null) {
      samples.add(point);
      return samples.size() - 1;
    }
    return letter;
  }

  private static int[] starts(CodePoints[] sets) {
    TreeSet<Integer> starts = new TreeSet<>(List.of(CodePoints.ASCII));
    for (CodePoints set : sets) {
      starts.addAll(set.starts());
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  int size() {
    return samples.size() + (starts == null ? 1 : 0);
  }

  /** Whether it stands for all characters beyond ASCII. */
  boolean isUnknown(int letter) {
    return letter == samples.size();
  }

  /** A character that is the letter. */
  int sample(int letter) {
    return samples.get(letter);
  }
}
