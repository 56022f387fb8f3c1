// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.BytesBlock;
import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.column.ValidRows;
import io.millrace.kernel.Kernel;
import io.millrace.value.AsciiCase;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Text in upper case, in lower case, and with capitals at the start of words. */
final class CaseMapping {
  /**
   * Characters that the JDK maps at once: for each that becomes several it copies all that it has.
   */
  private static final int PIECE = 512;

  private CaseMapping() {}

  static Kernel upper() {
    return cased(AsciiCase.UPPER, each -> mapped(each, piece -> piece.toUpperCase(Locale.ROOT)));
  }

  static Kernel lower() {
    return cased(AsciiCase.LOWER, CaseMapping::lower);
  }

  /** All bytes of a block at once if they are ASCII, else row by row. */
  private static Kernel cased(AsciiCase ascii, UnaryOperator<String> other) {
    Kernel.Bb byValue = (text, out) -> cased(text, ascii, other, out);
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          BytesBlock text = (BytesBlock) args[0];
          BytesBlock result = (BytesBlock) out;
          if (text.isAscii(rows)) {
            int start = result.extend(text.used());
            ascii.write(text.bytes, 0, text.used(), result.bytes, start);
            for (int i = 0; i < rows; i++) {
              result.starts[i] = start + text.starts[i];
              result.ends[i] = start + text.ends[i];
            }
            return;
          }
          BytesView view = new BytesView();
          BytesOut sink = new BytesOut();
          ValidRows left = new ValidRows(out, rows);
          for (int row = left.next(); row >= 0; row = left.next()) {
            view.move(text, row);
            sink.move(result, row);
            byValue.apply(view, sink);
            sink.finish();
          }
        };
    return loop.byValue(byValue);
  }

  private static void cased(
      BytesView text, AsciiCase ascii, UnaryOperator<String> other, BytesOut out) {
    byte[] cased = new byte[text.length()];
    if (ascii.write(text.bytes, text.start, text.end, cased, 0)) {
      out.append(cased, 0, cased.length);
    } else {
      out.append(other.apply(text.toString()));
    }
  }

  private static String lower(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    int sigma;
    while ((sigma = text.indexOf(FinalSigma.LARGE, from)) >= 0) {
      lower(text, from, sigma, out);
      out.append(FinalSigma.lower(text, sigma));
      from = sigma + 1;
    }
    lower(text, from, text.length(), out);
    return out.toString();
  }

  private static void lower(String text, int from, int to, StringBuilder out) {
    if (from < to) {
      out.append(mapped(text.substring(from, to), piece -> piece.toLowerCase(Locale.ROOT)));
    }
  }

  /** By a mapping that does not ask what stands around a character. */
  private static String mapped(String text, UnaryOperator<String> mapping) {
    if (text.length() <= PIECE) {
      return mapping.apply(text);
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(at + PIECE, text.length());
      end -= end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? 1 : 0;
      out.append(mapping.apply(text.substring(at, end)));
      at = end;
    }
    return out.toString();
  }

  static String initcap(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      String each = Character.toString(point);
      out.append(inWord ? each.toLowerCase(Locale.ROOT) : each.toUpperCase(Locale.ROOT));
      inWord = isAlphanumeric(point);
    }
    return out.toString();
  }

  private static boolean isAlphanumeric(int point) {
    int type = Character.getType(point);
    return Character.isAlphabetic(point)
        || type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }
}
