// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.column.RowSteps;
import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * Looks for a {@link Regex} in one text: where the first match begins, the preferred one of those
 * that begin there, and its groups. All ways are followed side by side, so that the time of one
 * match is that of the text times the expression. All matches may take the square of that, as in
 * Rust: {@code a.*z|a} looks to the end of a text without z for each a. So the steps of all are
 * counted. Confined to one thread.
 */
@Internal
public final class Matcher {
  private static final int MOST_PLACES = Limits.DEFAULT.length(Limit.GROUP_PLACES);

  /** Where the ways are before a character. */
  private static final class Ways {
    /** All states that were reached, to be gone through once. */
    final int[] states;

    final int[] places;
    int count;

    /** Those of them that wait for the character, the preferred ones first. */
    final int[] waiting;

    /** The places that each of the waiting kept on its way. */
    int[] kept;

    int waiters;

    Ways(int states, int slots) {
      this.states = new int[states];
      places = new int[states];
      waiting = new int[states];
      kept = new int[Math.min(states, 16) * slots];
    }

    void clear() {
      count = 0;
      waiters = 0;
    }

    boolean add(int state) {
      int place = places[state];
      if (place < count && states[place] == state) {
        return false;
      }
      places[state] = count;
      states[count++] = state;
      return true;
    }

    void await(int state, int[] slots) {
      int from = waiters * slots.length;
      if (from + slots.length > kept.length) {
        kept = Arrays.copyOf(kept, grown(from + (long) slots.length));
      }
      System.arraycopy(slots, 0, kept, from, slots.length);
      waiting[waiters++] = state;
    }

    private static int grown(long places) {
      if (places > MOST_PLACES) {
        throw RegexSize.exceeded(Limit.GROUP_PLACES, places + " places of groups");
      }
      return (int) Math.min(2 * places, MOST_PLACES);
    }
  }

  private final Nfa nfa;
  private final Regex regex;
  private final byte[] bytes;
  private final int from;
  private final int to;
  private final int slots;
  private final int[] groups;
  private final int[] scratch;
  private final int[] stack;
  private final RowSteps steps = new RowSteps("match regular expression");
  private Ways now;
  private Ways then;

  Matcher(Regex regex, byte[] bytes, int from, int to, int slots) {
    this.regex = regex;
    nfa = regex.nfa();
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.slots = slots;
    groups = new int[Math.max(2, slots)];
    scratch = new int[slots];
    stack = new int[2 * nfa.count + 2];
    now = new Ways(nfa.count, slots);
    then = new Ways(nfa.count, slots);
  }

  /** Where the match that was found begins. */
  public int start() {
    return groups[0];
  }

  /** The place behind the match that was found. */
  public int end() {
    return groups[1];
  }

  /** Where a group begins, from 1 on; -1 if it took no part, or there is none. */
  public int start(int group) {
    return 2 * group < slots ? groups[2 * group] : -1;
  }

  public int end(int group) {
    return 2 * group < slots ? groups[2 * group + 1] : -1;
  }

  /**
   * Finds the match behind the last one that {@code find} found, or the first one. An empty one
   * where the last one ended does not count.
   *
   * @param last the end of the last match; -1 for none
   */
  public boolean next(int last) {
    int at = Math.max(last, from);
    while (find(at)) {
      if (end() > start() || start() != last) {
        return true;
      }
      if (at == to) {
        return false;
      }
      at += Points.length(bytes, at);
    }
    return false;
  }

  /** Finds the first match that begins at {@code start} or behind it. */
  public boolean find(int start) {
    int at = start;
    boolean found = false;
    int before = at > from ? Points.before(bytes, at) : Place.EDGE;
    now.clear();
    then.clear();
    while (true) {
      if (now.waiters == 0) {
        now.clear();
        if (found || (regex.isAnchored() && at > from)) {
          return found;
        }
        int candidate = regex.skip(bytes, at, to);
        before = candidate > at ? Points.before(bytes, candidate) : before;
        at = candidate;
      }
      int point = at < to ? Points.at(bytes, at) : Place.EDGE;
      if (!found) {
        Arrays.fill(scratch, -1);
        if (slots > 0) {
          scratch[0] = at;
        }
        follow(now, nfa.start, at, before, point);
      }
      steps.add(1 + now.count + (((long) now.waiters * slots) >> 3));
      if (step(at, point)) {
        found = true;
        if (slots == 0) {
          return true;
        }
      }
      Ways done = now;
      now = then;
      then = done;
      then.clear();
      if (at == to) {
        return found;
      }
      before = point;
      at += Points.length(bytes, at);
    }
  }

  /** Moves all ways over the character; whether one of them is a match, which is kept. */
  private boolean step(int at, int point) {
    int behind = point == Place.EDGE ? at : at + Points.length(bytes, at);
    int after = behind < to && regex.hasPlaces() ? Points.at(bytes, behind) : Place.EDGE;
    for (int i = 0; i < now.waiters; i++) {
      int state = now.waiting[i];
      if (state == nfa.match) {
        if (slots > 0) {
          System.arraycopy(now.kept, i * slots, groups, 0, slots);
          groups[1] = at;
        }
        return true;
      }
      if (point != Place.EDGE && nfa.kinds[state] == Nfa.Kind.TAKE && nfa.sets[state].has(point)) {
        System.arraycopy(now.kept, i * slots, scratch, 0, slots);
        follow(then, nfa.next[state], behind, point, after);
      }
    }
    return false;
  }

  /** Adds all that is reached without a character, the preferred ones first. */
  private void follow(Ways ways, int first, int at, int before, int after) {
    int depth = 0;
    stack[depth++] = first;
    while (depth > 0) {
      int each = stack[--depth];
      if (each < 0) {
        scratch[~each] = stack[--depth];
        continue;
      }
      while (ways.add(each)) {
        Nfa.Kind kind = nfa.kinds[each];
        if (kind == Nfa.Kind.TAKE || kind == Nfa.Kind.MATCH) {
          ways.await(each, scratch);
          break;
        }
        if (kind == Nfa.Kind.PASS && !nfa.places[each].holds(before, after)) {
          break;
        }
        if (kind == Nfa.Kind.FORK) {
          stack[depth++] = nfa.other[each];
        } else if (kind == Nfa.Kind.KEEP && nfa.slots[each] < slots) {
          stack[depth++] = scratch[nfa.slots[each]];
          stack[depth++] = ~nfa.slots[each];
          scratch[nfa.slots[each]] = at;
        }
        each = nfa.next[each];
      }
    }
  }
}
