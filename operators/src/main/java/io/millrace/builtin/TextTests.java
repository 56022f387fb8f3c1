// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.kernel.Kernel;
import io.millrace.value.Needle;

/** Tests of the first argument against text that is known beforehand: the second argument. */
final class TextTests {
  private TextTests() {}

  static Kernel is(Needle needle) {
    return (Kernel.Bbz)
        (text, part) ->
            text.length() == needle.length() && needle.isAt(text.bytes, text.start, text.end);
  }

  static Kernel startsWith(Needle needle) {
    return (Kernel.Bbz) (text, part) -> needle.isAt(text.bytes, text.start, text.end);
  }

  static Kernel endsWith(Needle needle) {
    return (Kernel.Bbz)
        (text, part) ->
            text.length() >= needle.length()
                && needle.isAt(text.bytes, text.end - needle.length(), text.end);
  }

  static Kernel contains(Needle needle) {
    Kernel.Blocks search =
        (args, out, rows, errors) ->
            needle.search((BytesBlock) args[0], ((BoolBlock) out).values, rows);
    return search.byValue(
        new Kernel.Alone(
            0, (Kernel.Bz) text -> needle.indexOf(text.bytes, text.start, text.end) >= 0));
  }
}
