// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;

/**
 * Tokens that remember how far they were read. A parser that looks ahead gives up where it stands;
 * what is wrong is where it looked last.
 */
final class FurthestTokens extends CommonTokenStream {
  private static final Set<String> QUERY_WORDS = Set.of("SELECT", "WITH", "VALUES");

  private int furthest;

  FurthestTokens(TokenSource source) {
    super(source);
  }

  @Override
  public void consume() {
    super.consume();
    furthest = Math.max(furthest, index());
  }

  Token furthest() {
    int index = furthest;
    while (get(index).getChannel() != Token.DEFAULT_CHANNEL) {
      index++;
    }
    return get(index);
  }

  /** The visible token before it, or null. */
  Token beforeFurthest() {
    int index = furthest - 1;
    while (index >= 0 && get(index).getChannel() != Token.DEFAULT_CHANNEL) {
      index--;
    }
    return index < 0 ? null : get(index);
  }

  /** The word behind an opening parenthesis that starts a query, as far as was read; or null. */
  Token subquery() {
    Token before = null;
    for (int i = 0; i <= furthest; i++) {
      Token token = get(i);
      if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        boolean opened = before != null && before.getText().equals("(");
        if (opened && QUERY_WORDS.contains(token.getText().toUpperCase(Locale.ROOT))) {
          return token;
        }
        before = token;
      }
    }
    return null;
  }
}
