// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.regex.Regex;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Regular expressions that rows brought lately, so that each of a few is read once. The large ones
 * are not kept: there are as many places as fit into a few megabytes. Thread-safe.
 */
final class RecentRegexes {
  private static final int PLACES = 64;
  private static final int MOST_STATES = 2_000;

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(PLACES);

  private record Entry(String text, Regex regex) {}

  /** Throws EvaluationError as {@link Regex#of}. */
  Regex of(String text) {
    int place = Math.floorMod((text.hashCode() * 0x9E3779B9) >>> 16, PLACES);
    Entry entry = entries.get(place);
    if (entry == null || !entry.text.equals(text)) {
      entry = new Entry(text, Regex.of(text));
      if (entry.regex.size() <= MOST_STATES) {
        entries.set(place, entry);
      }
    }
    return entry.regex;
  }
}
