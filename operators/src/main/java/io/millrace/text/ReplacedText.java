// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.scalar.ValueSize;
import io.millrace.value.Utf8;

/** Text with parts or characters of it replaced by others. */
final class ReplacedText {
  private ReplacedText() {}

  static void replace(BytesView text, BytesView from, BytesView to, BytesOut out) {
    if (from.length() == 0) {
      out.append(text);
      return;
    }
    int growth = to.length() - from.length();
    if (growth > 0) {
      long found = 0;
      for (int i = text.start; (i = Utf8.indexOf(text, i, from)) >= 0; i += from.length()) {
        found++;
      }
      ValueSize.check("replace", text.length() + found * growth);
    }
    int at = text.start;
    int next;
    while ((next = Utf8.indexOf(text, at, from)) >= 0) {
      out.append(text.bytes, at, next);
      out.append(to);
      at = next + from.length();
    }
    out.append(text.bytes, at, text.end);
  }

  /** Code points of {@code from} become those at the same place of {@code to}, or go. */
  static void translate(BytesView text, BytesView from, BytesView to, BytesOut out) {
    int[] sources = from.toString().codePoints().toArray();
    int[] targets = to.toString().codePoints().toArray();
    StringBuilder result = new StringBuilder(text.length());
    text.toString()
        .codePoints()
        .forEach(
            point -> {
              int at = 0;
              while (at < sources.length && sources[at] != point) {
                at++;
              }
              if (at == sources.length) {
                result.appendCodePoint(point);
              } else if (at < targets.length) {
                result.appendCodePoint(targets[at]);
              }
            });
    out.append(result.toString());
  }
}
