// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Lexer;

/** The rest of a {@code $tag$…$tag$} string once its opening is read. */
final class DollarQuotes {
  private DollarQuotes() {}

  /** Moves the lexer behind the closing; to the end of input where there is none. */
  static void consumeToClosing(Lexer lexer) {
    String quote = lexer.getText();
    CharStream input = lexer.getInputStream();
    int matched = 0;
    while (matched < quote.length() && input.LA(1) != IntStream.EOF) {
      int next = input.LA(1);
      input.consume();
      if (next == quote.charAt(matched)) {
        matched++;
      } else {
        matched = next == '$' ? 1 : 0;
      }
    }
  }

  /** The text between the quotes, or null where the closing is missing. */
  static String text(String token) {
    String quote = token.substring(0, token.indexOf('$', 1) + 1);
    boolean closed = token.length() >= 2 * quote.length() && token.endsWith(quote);
    return closed ? token.substring(quote.length(), token.length() - quote.length()) : null;
  }
}
