// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Whether a regular expression matches somewhere in a text: a table of states and letters, one step
 * a character. Immutable.
 */
@Internal
public final class Dfa {
  /** What a text comes to. */
  public enum Answer {
    NO,
    YES,
    /** There are characters beyond ASCII of which this does not know what they are. */
    UNKNOWN
  }

  /** States are places in the table; the first two are answers. */
  static final int NO = 0;

  private final short[] table;
  private final int letters;
  private final int start;
  private final byte[] ascii;
  private final int[] starts;
  private final byte[] others;

  /**
   * @param table a row for each state: the states behind each letter, and what the end of the text
   *     comes to; row 0 is NO, row 1 YES
   * @param start a place in the table
   */
  Dfa(short[] table, int start, Alphabet alphabet) {
    this.table = table;
    this.start = start;
    letters = alphabet.size();
    ascii = alphabet.ascii;
    starts = alphabet.starts;
    others = alphabet.letters;
  }

  /**
   * Empty if the expression is not known here or its table would be too large; not every one that
   * is known is allowed everywhere.
   */
  public static Optional<Dfa> of(String regex, boolean anyCase) {
    return RegexReader.read(regex, anyCase).flatMap(Nfa::of).flatMap(DfaBuilder::build);
  }

  public Answer test(byte[] bytes, int from, int to) {
    int state = start;
    int at = from;
    while (at < to && state > letters + 1) {
      int value = bytes[at];
      int letter;
      if (value >= 0) {
        letter = ascii[value];
        at++;
      } else if (starts == null) {
        return table[state + letters - 1] == NO ? Answer.NO : Answer.UNKNOWN;
      } else {
        int length = value < (byte) 0xE0 ? 2 : value < (byte) 0xF0 ? 3 : 4;
        letter = letter(point(bytes, at, length));
        at += length;
      }
      state = table[state + letter];
    }
    int end = state > letters + 1 ? table[state + letters] : state;
    return end == NO ? Answer.NO : Answer.YES;
  }

  private static int point(byte[] bytes, int at, int length) {
    int point = bytes[at] & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      point = point << 6 | (bytes[at + i] & 0x3F);
    }
    return point;
  }

  private int letter(int point) {
    int place = Arrays.binarySearch(starts, point);
    return others[place >= 0 ? place : ~place - 1];
  }
}
