// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import io.millrace.column.EvaluationError;
import io.millrace.regex.Dfa;
import io.millrace.regex.Matcher;
import io.millrace.regex.Regex;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * A regular expression and, behind a zero, a text: refused by its own exception, or all matches are
 * found, within the steps of a row, and its table says the same as its automaton.
 */
@Internal
public final class RegexTarget {
  private RegexTarget() {}

  /** Loads what the first inputs would have to wait for. */
  public static void fuzzerInitialize() throws Exception {
    Seeds.warm(Target.REGEX);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    TwoTexts texts = TwoTexts.of(input);
    byte[] text = texts.secondBytes();
    Allocation.check(
        input.length,
        192 << 20,
        1 << 14,
        () -> {
          try {
            match(Regex.of(texts.first()), text);
          } catch (EvaluationError refused) {
            // The one way to say no.
          }
        });
  }

  private static void match(Regex regex, byte[] text) {
    Optional<Dfa> table = regex.table();
    boolean found = regex.finds(text, 0, text.length);
    if (table.isPresent() && table.get().finds(text, 0, text.length) != found) {
      throw new AssertionError("the table says " + !found + ", the automaton " + found);
    }
    Matcher matcher = regex.matcher(text, 0, text.length);
    int matches = 0;
    int last = -1;
    while (matcher.next(last)) {
      matches++;
      require(matcher.start() >= Math.max(last, 0), "matches overlap");
      require(matcher.end() >= matcher.start() && matcher.end() <= text.length, "a match ends");
      for (int group = 1; group <= regex.groupCount(); group++) {
        if (matcher.start(group) >= 0) {
          require(matcher.end(group) >= matcher.start(group), "a group ends before its start");
          require(matcher.end(group) <= text.length, "a group ends behind the text");
        }
      }
      last = matcher.end();
    }
    require(matches > 0 == found, "one search finds what the other does not");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
