// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * Whether a regular expression matches somewhere in a text: a table of states and letters, one step
 * a character. Immutable.
 */
@Internal
public final class Dfa {
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

  /** Whether there is a match in {@code bytes[from .. to)}. */
  public boolean finds(byte[] bytes, int from, int to) {
    int state = start;
    int at = from;
    while (at < to && state > letters + 1) {
      int value = bytes[at];
      int letter;
      if (value >= 0) {
        letter = ascii[value];
        at++;
      } else {
        letter = letter(Points.at(bytes, at));
        at += Points.length(bytes, at);
      }
      state = table[state + letter];
    }
    int end = state > letters + 1 ? table[state + letters] : state;
    return end != NO;
  }

  private int letter(int point) {
    int place = Arrays.binarySearch(starts, point);
    return others[place >= 0 ? place : ~place - 1];
  }
}
