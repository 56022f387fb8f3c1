// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Lexer;

/** Block comments, which nest: counted, so that no depth of them is recursion. */
final class NestedComments {
  private NestedComments() {}

  /** Whether the comment was read to its own closing and not to the end of the text. */
  static boolean isClosed(String comment) {
    int depth = 0;
    for (int i = 0; i + 1 < comment.length(); i++) {
      boolean opens = comment.startsWith("/*", i);
      if (opens || comment.startsWith("*/", i)) {
        depth += opens ? 1 : -1;
        i++;
      }
    }
    return depth == 0;
  }

  /** Moves the lexer behind the closing of the comment whose opening is read. */
  static void consumeToClosing(Lexer lexer) {
    CharStream input = lexer.getInputStream();
    int depth = 1;
    while (depth > 0 && input.LA(1) != IntStream.EOF) {
      int next = input.LA(1);
      int afterNext = input.LA(2);
      input.consume();
      if (next == '/' && afterNext == '*') {
        input.consume();
        depth++;
      } else if (next == '*' && afterNext == '/') {
        input.consume();
        depth--;
      }
    }
  }
}
