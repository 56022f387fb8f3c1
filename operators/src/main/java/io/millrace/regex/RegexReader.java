// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the part of the syntax that means the same to every reader. What is rarer, or read
 * differently, is not known here: properties of Unicode, sets of sets, cases of letters beyond
 * ASCII, flags other than i, m, s and U.
 */
final class RegexReader {
  private static final int DEEPEST = 100;
  private static final int MOST_TIMES = 1000;

  private final String text;
  private int at;
  private int depth;
  private boolean anyCase;
  private boolean lines;
  private boolean dotIsAll;

  /** What is not known here; never leaves this class. */
  private static final class Unknown extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Unknown UNKNOWN = new Unknown();

    private Unknown() {
      super(null, null, false, false);
    }
  }

  private RegexReader(String text, boolean anyCase) {
    this.text = text;
    this.anyCase = anyCase;
  }

  /** Empty if there is anything that is not known. */
  static Optional<Node> read(String regex, boolean anyCase) {
    RegexReader reader = new RegexReader(regex, anyCase);
    try {
      Node node = reader.alternatives();
      return reader.isAtEnd() ? Optional.of(node) : Optional.empty();
    } catch (Unknown e) {
      return Optional.empty();
    }
  }

  private Node alternatives() throws Unknown {
    List<Node> parts = new ArrayList<>();
    parts.add(sequence());
    while (take('|')) {
      parts.add(sequence());
    }
    return parts.size() == 1 ? parts.get(0) : new Node.Any(parts);
  }

  private Node sequence() throws Unknown {
    List<Node> parts = new ArrayList<>();
    while (!isAtEnd() && peek() != '|' && peek() != ')') {
      Node part = part();
      if (part != null) {
        parts.add(repeated(part));
      }
    }
    return new Node.All(parts);
  }

  /** Null for flags, which match nothing. */
  private Node part() throws Unknown {
    int point = next();
    return switch (point) {
      case '(' -> group();
      case '[' -> new Node.One(new ClassReader().read());
      case '.' -> new Node.One(dotIsAll ? CodePoints.ALL : CodePoints.NEWLINE.not());
      case '^' -> lines ? Node.Place.LINE_START : Node.Place.TEXT_START;
      case '$' -> lines ? Node.Place.LINE_END : Node.Place.TEXT_END;
      case '\\' -> escape();
      case '*', '+', '?', '{' -> throw Unknown.UNKNOWN;
      default -> one(CodePoints.range(point, point));
    };
  }

  private Node.One one(CodePoints points) throws Unknown {
    return new Node.One(cased(points));
  }

  private CodePoints cased(CodePoints points) throws Unknown {
    CodePoints cased = anyCase ? points.inAnyCase() : points;
    if (cased == null) {
      throw Unknown.UNKNOWN;
    }
    return cased;
  }

  private Node repeated(Node part) throws Unknown {
    int least;
    int most;
    if (take('*')) {
      least = 0;
      most = -1;
    } else if (take('+')) {
      least = 1;
      most = -1;
    } else if (take('?')) {
      least = 0;
      most = 1;
    } else if (take('{')) {
      least = number();
      most = take(',') ? (!isAtEnd() && peek() == '}' ? -1 : number()) : least;
      expect('}');
    } else {
      return part;
    }
    take('?');
    boolean again = !isAtEnd() && "*+?{".indexOf(peek()) >= 0;
    if (part instanceof Node.Place || again || (most >= 0 && most < least)) {
      throw Unknown.UNKNOWN;
    }
    return new Node.Repeat(part, least, most);
  }

  private int number() throws Unknown {
    int number = 0;
    int first = at;
    while (!isAtEnd() && peek() >= '0' && peek() <= '9') {
      number = number * 10 + next() - '0';
      if (number > MOST_TIMES) {
        throw Unknown.UNKNOWN;
      }
    }
    if (at == first) {
      throw Unknown.UNKNOWN;
    }
    return number;
  }

  private Node group() throws Unknown {
    boolean outerCase = anyCase;
    boolean outerLines = lines;
    boolean outerDot = dotIsAll;
    if (take('?')) {
      if (take('P')) {
        name();
      } else if (!isAtEnd() && peek() == '<') {
        name();
      } else if (flags() == ')') {
        return null;
      }
    }
    if (++depth > DEEPEST) {
      throw Unknown.UNKNOWN;
    }
    Node inside = alternatives();
    expect(')');
    depth--;
    anyCase = outerCase;
    lines = outerLines;
    dotIsAll = outerDot;
    return inside;
  }

  private void name() throws Unknown {
    expect('<');
    while (next() != '>') {
      if (isAtEnd()) {
        throw Unknown.UNKNOWN;
      }
    }
  }

  /** Sets the flags up to the colon or bracket that ends them, which is returned. */
  private int flags() throws Unknown {
    boolean on = true;
    if (peek() == ')') {
      throw Unknown.UNKNOWN;
    }
    while (true) {
      int flag = next();
      switch (flag) {
        case ':', ')' -> {
          return flag;
        }
        case '-' -> on = false;
        case 'i' -> anyCase = on;
        case 'm' -> lines = on;
        case 's' -> dotIsAll = on;
        case 'U' -> {}
        default -> throw Unknown.UNKNOWN;
      }
    }
  }

  private Node escape() throws Unknown {
    int letter = peek();
    Node place =
        switch (letter) {
          case 'A' -> Node.Place.TEXT_START;
          case 'z' -> Node.Place.TEXT_END;
          case 'b' -> Node.Place.WORD_EDGE;
          case 'B' -> Node.Place.NO_WORD_EDGE;
          default -> null;
        };
    if (place != null) {
      next();
      return place;
    }
    CodePoints named = named();
    if (named != null) {
      return new Node.One(named);
    }
    int point = escaped();
    return one(CodePoints.range(point, point));
  }

  /** The set behind a backslash; null if it is none. */
  private CodePoints named() throws Unknown {
    CodePoints points =
        switch (peek()) {
          case 'd' -> AsciiClass.DIGIT;
          case 'D' -> AsciiClass.DIGIT.not();
          case 's' -> AsciiClass.SPACE;
          case 'S' -> AsciiClass.SPACE.not();
          case 'w' -> AsciiClass.WORD;
          case 'W' -> AsciiClass.WORD.not();
          default -> null;
        };
    if (points != null) {
      next();
      return points.inAscii();
    }
    return null;
  }

  /** The character behind a backslash. */
  private int escaped() throws Unknown {
    int letter = next();
    return switch (letter) {
      case 'a' -> 7;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      case 'x' -> hexadecimal();
      default -> {
        boolean sign = letter < CodePoints.ASCII && letter > ' ' && letter != '<' && letter != '>';
        if (!sign || Character.isLetterOrDigit(letter)) {
          throw Unknown.UNKNOWN;
        }
        yield letter;
      }
    };
  }

  private int hexadecimal() throws Unknown {
    int first = at;
    boolean braces = take('{');
    int digits = 0;
    int point = 0;
    while (!isAtEnd() && digits < (braces ? 6 : 2) && Character.digit(peek(), 16) >= 0) {
      point = point * 16 + Character.digit(next(), 16);
      digits++;
    }
    if (braces) {
      expect('}');
    }
    boolean plain = digits == 2 || (braces && digits > 0);
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    if (at == first || !plain || point > Character.MAX_CODE_POINT || surrogate) {
      throw Unknown.UNKNOWN;
    }
    return point;
  }

  private boolean isAtEnd() {
    return at == text.length();
  }

  private int peek() throws Unknown {
    if (isAtEnd()) {
      throw Unknown.UNKNOWN;
    }
    return text.codePointAt(at);
  }

  private int next() throws Unknown {
    int point = peek();
    at += Character.charCount(point);
    return point;
  }

  private boolean take(char wanted) {
    if (isAtEnd() || text.charAt(at) != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char wanted) throws Unknown {
    if (!take(wanted)) {
      throw Unknown.UNKNOWN;
    }
  }

  /** What is between square brackets, the first of which has been read. */
  private final class ClassReader {
    private CodePoints set = CodePoints.NONE;

    CodePoints read() throws Unknown {
      boolean inverted = take('^');
      boolean first = true;
      while (first || peek() != ']') {
        item(first);
        first = false;
      }
      next();
      CodePoints cased = cased(set);
      return inverted ? cased.not() : cased;
    }

    private void item(boolean first) throws Unknown {
      int point = next();
      if (point == '[') {
        set = set.or(posix());
        return;
      }
      boolean twice = !isAtEnd() && peek() == point;
      if (twice && (point == '&' || point == '-' || point == '~')) {
        throw Unknown.UNKNOWN;
      }
      if (point == '-' && !first && peek() != ']') {
        throw Unknown.UNKNOWN;
      }
      if (point == '\\') {
        CodePoints named = named();
        if (named != null) {
          set = set.or(named);
          return;
        }
        point = escaped();
      }
      int last = point;
      if (isRange()) {
        next();
        last = next();
        if (last == '[') {
          throw Unknown.UNKNOWN;
        }
        last = last == '\\' ? escaped() : last;
      }
      if (last < point) {
        throw Unknown.UNKNOWN;
      }
      set = set.or(CodePoints.range(point, last));
    }

    /** Whether a dash comes next that isn't the last thing before the bracket. */
    private boolean isRange() throws Unknown {
      return peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']';
    }

    private CodePoints posix() throws Unknown {
      expect(':');
      boolean inverted = take('^');
      int end = text.indexOf(":]", at);
      CodePoints named = end < 0 ? null : AsciiClass.named(text.substring(at, end));
      if (named == null) {
        throw Unknown.UNKNOWN;
      }
      at = end + 2;
      return inverted ? named.not() : named;
    }
  }
}
