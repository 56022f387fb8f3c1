// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;

/**
 * Tokens that remember how far they were read. A parser that looks ahead gives up where it stands;
 * what is wrong is where it looked last.
 */
final class FurthestTokens extends CommonTokenStream {
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
}
