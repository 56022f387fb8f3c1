// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.util.ArrayList;
import java.util.List;

/** The words, numbers, quoted names and punctuation of a type's spelling, one after the other. */
final class TypeTokens {
  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    DOUBLE_QUOTED,
    SINGLE_QUOTED,
    PUNCTUATION,
    END
  }

  /** Quoted names come without their quotes. */
  record Token(Kind kind, String text) {
    boolean is(String word) {
      return (kind == Kind.WORD || kind == Kind.PUNCTUATION) && text.equals(word);
    }

    @Override
    public String toString() {
      return switch (kind) {
        case END -> "the end";
        case DOUBLE_QUOTED -> '"' + text + '"';
        default -> "'" + text + "'";
      };
    }
  }

  private static final String SEPARATORS = "(),: ";
  private static final Token END = new Token(Kind.END, "");

  private final String spelling;
  private final List<Token> tokens = new ArrayList<>();
  private int scanned;
  private int next;

  TypeTokens(String spelling) {
    this.spelling = spelling;
    while (scanned < spelling.length()) {
      char first = spelling.charAt(scanned);
      if (first == ' ') {
        scanned++;
      } else if (first == '"' || first == '\'') {
        tokens.add(quoted(first));
      } else if (SEPARATORS.indexOf(first) >= 0) {
        tokens.add(new Token(Kind.PUNCTUATION, String.valueOf(first)));
        scanned++;
      } else {
        tokens.add(word());
      }
    }
  }

  Token peek() {
    return next < tokens.size() ? tokens.get(next) : END;
  }

  Token take() {
    Token token = peek();
    next++;
    return token;
  }

  /** Takes the next token if it is that word or mark. */
  boolean takeIf(String word) {
    boolean found = peek().is(word);
    if (found) {
      next++;
    }
    return found;
  }

  void expect(String word) {
    Token token = take();
    if (!token.is(word)) {
      throw refusal(token, "'" + word + "'");
    }
  }

  String expect(Kind kind, String what) {
    Token token = take();
    if (token.kind() != kind) {
      throw refusal(token, what);
    }
    return token.text();
  }

  /** A whole number between the two, both included. */
  int number(int least, int most, String what) {
    String digits = expect(Kind.NUMBER, what);
    try {
      int number = Integer.parseInt(digits);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw refusal("'" + digits + "'", what);
    }
    throw refusal(digits, what + " from " + least + " to " + most);
  }

  MillraceException refusal(Token found, String expected) {
    return refusal(found.toString(), expected);
  }

  MillraceException refusal(String found, String expected) {
    return new MillraceException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read type '" + spelling + "': found " + found + ", expected " + expected);
  }

  /**
   * As arrow-rs does it: a backslash stays and keeps the next quote, however far away, from ending
   * the name, and a name is never empty.
   */
  private Token quoted(char quote) {
    StringBuilder name = new StringBuilder();
    boolean escaped = false;
    for (int i = scanned + 1; i < spelling.length(); i++) {
      char character = spelling.charAt(i);
      if (character == quote && !escaped) {
        scanned = i + 1;
        if (name.isEmpty()) {
          throw refusal("an empty name", "a name");
        }
        return new Token(quote == '"' ? Kind.DOUBLE_QUOTED : Kind.SINGLE_QUOTED, name.toString());
      }
      escaped = character == '\\' || (escaped && character != quote);
      name.append(character);
    }
    throw refusal("the end", "a closing " + quote);
  }

  private Token word() {
    int start = scanned;
    while (scanned < spelling.length() && SEPARATORS.indexOf(spelling.charAt(scanned)) < 0) {
      scanned++;
    }
    String word = spelling.substring(start, scanned);
    boolean number = word.charAt(0) == '-' || Character.isDigit(word.charAt(0));
    return new Token(number ? Kind.NUMBER : Kind.WORD, word);
  }
}
