// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

/**
 * Text that came from outside, in messages: in quotes, cut, and with nothing that does not print.
 */
final class Quoted {
  private static final int LONGEST = 100;

  private Quoted() {}

  static String of(String text) {
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .limit(LONGEST)
        .forEach(
            point -> {
              if (Character.isISOControl(point) || !Character.isDefined(point)) {
                shown.append(String.format("\\u%04x", point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.append(text.length() > LONGEST ? "…'" : "'").toString();
  }
}
