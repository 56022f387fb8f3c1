// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * A regular expression in the syntax and with the meaning of Rust's library, over UTF-8. Immutable
 * and thread-safe.
 */
@Internal
public final class Regex {
  private final Nfa nfa;
  private final Map<String, Integer> names;
  private final int groups;
  private final boolean places;
  private final boolean anchored;

  /** The characters of ASCII with which a match can begin; null if it can begin anywhere. */
  private final boolean[] firsts;

  private Regex(Node node, Map<String, Integer> names) {
    this.names = names;
    nfa = new Nfa(node);
    int most = 0;
    for (int state = 0; state < nfa.count; state++) {
      if (nfa.kinds[state] == Nfa.Kind.KEEP) {
        most = Math.max(most, nfa.slots[state] / 2);
      }
    }
    groups = most;
    places = !nfa.passedPlaces().isEmpty();
    anchored = nfa.places[nfa.start] == Place.TEXT_START;
    CodePoints first = node.canBeEmpty() ? null : FirstPoints.of(node);
    firsts = first == null ? null : new boolean[CodePoints.ASCII];
    for (int point = 0; firsts != null && point < CodePoints.ASCII; point++) {
      firsts[point] = first.has(point);
    }
  }

  /**
   * Throws EvaluationError: EVALUATION for what is no regular expression, UNSUPPORTED_EXPRESSION
   * for a property of characters that is not known here, LIMIT_EXCEEDED for what is too large.
   */
  public static Regex of(String regex) {
    RegexSize.checkText(regex);
    RegexReader.Reading reading = RegexReader.read(regex);
    RegexSize.check(reading.node());
    return new Regex(reading.node(), reading.names());
  }

  public int groupCount() {
    return groups;
  }

  /** The number of the group of that name; 0 if there is none. */
  public int group(String name) {
    return names.getOrDefault(name, 0);
  }

  /** Whether there is a match in {@code bytes[from .. to)}. */
  public boolean finds(byte[] bytes, int from, int to) {
    return new Matcher(this, bytes, from, to, 0).find(from);
  }

  /** To look for matches in {@code bytes[from .. to)}. */
  public Matcher matcher(byte[] bytes, int from, int to) {
    return new Matcher(this, bytes, from, to, 2 * (groups + 1));
  }

  /** To look for matches whose groups are not asked for. */
  public Matcher matcherWithoutGroups(byte[] bytes, int from, int to) {
    return new Matcher(this, bytes, from, to, 2);
  }

  Nfa nfa() {
    return nfa;
  }

  boolean hasPlaces() {
    return places;
  }

  /** Whether a match can begin at the start of the text only. */
  boolean isAnchored() {
    return anchored;
  }

  /** The first place from {@code at} on at which a match can begin. */
  int skip(byte[] bytes, int at, int to) {
    int place = at;
    if (firsts != null) {
      while (place < to && bytes[place] >= 0 && !firsts[bytes[place]]) {
        place++;
      }
    }
    return place;
  }

  /** The number of states in which the looking for a match can be. */
  public int size() {
    return nfa.count;
  }

  /** The table of a regular expression, which is one; empty if either would be too large. */
  public static Optional<Dfa> table(String regex) {
    if (RegexSize.isTooLong(regex)) {
      return Optional.empty();
    }
    Node node = RegexReader.read(regex).node();
    return RegexSize.isTooLarge(node) ? Optional.empty() : DfaBuilder.build(new Nfa(node));
  }

  /** Empty if it would be too large. */
  public Optional<Dfa> table() {
    return DfaBuilder.build(nfa);
  }
}
