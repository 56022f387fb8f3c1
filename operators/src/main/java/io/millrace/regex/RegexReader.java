// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads regular expressions as Rust's library does: no looking around, no references to groups,
 * Unicode everywhere unless it is switched off. Throws EvaluationError for what can't be read.
 */
final class RegexReader {
  /** Of groups, repetitions, sequences and alternatives within one another. */
  static final int DEEPEST = 250;

  private final Cursor text;
  private final EscapeReader escapes;
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private Set<Flags> flags = Flags.atStart();
  private int groups;
  private int open;

  /** How deep the part is that was read last. */
  private int height;

  private RegexReader(String text) {
    this.text = new Cursor(text);
    escapes = new EscapeReader(this.text);
  }

  /** What was read, and the groups that have names. */
  record Reading(Node node, Map<String, Integer> names) {}

  static Reading read(String regex) {
    RegexReader reader = new RegexReader(regex);
    Node node = reader.alternatives();
    if (!reader.text.isAtEnd()) {
      throw reader.text.error("found a ')' that closes nothing");
    }
    return new Reading(node, reader.names);
  }

  private Node alternatives() {
    List<Node> parts = new ArrayList<>();
    int tallest = 0;
    do {
      parts.add(sequence());
      tallest = Math.max(tallest, height);
    } while (text.take('|'));
    height = parts.size() == 1 ? tallest : raised(tallest);
    return parts.size() == 1 ? parts.get(0) : new Node.Any(parts);
  }

  private Node sequence() {
    List<Node> parts = new ArrayList<>();
    int tallest = 0;
    text.skipBlanks();
    while (!text.isAtEnd() && text.peek() != '|' && text.peek() != ')') {
      height = 0;
      Node part = part();
      if (part != null) {
        parts.add(repeated(part));
        tallest = Math.max(tallest, height);
      }
      text.skipBlanks();
    }
    height = parts.size() < 2 ? tallest : raised(tallest);
    return parts.size() == 1 ? parts.get(0) : new Node.All(parts);
  }

  private int raised(int below) {
    if (below >= DEEPEST) {
      throw text.error("found parts within parts, expected at most " + DEEPEST);
    }
    return below + 1;
  }

  private boolean has(Flags flag) {
    return flags.contains(flag);
  }

  /** Null for flags, which match nothing. */
  private Node part() {
    int point = text.next();
    return switch (point) {
      case '(' -> group();
      case '[' -> {
        ClassReader reader = new ClassReader(text, escapes, flags);
        Node set = new Node.One(reader.read());
        height = raised(reader.height() - 1);
        yield set;
      }
      case '.' -> new Node.One(dot());
      case '^' -> place(Place.TEXT_START, Place.LINE_START, Place.ANY_LINE_START);
      case '$' -> place(Place.TEXT_END, Place.LINE_END, Place.ANY_LINE_END);
      case '\\' -> escape();
      case '*', '+', '?', '{' -> throw nothingToRepeat();
      default -> one(point);
    };
  }

  private RuntimeException nothingToRepeat() {
    return text.error("found a repetition of nothing");
  }

  private Node place(Place inText, Place inLine, Place inAnyLine) {
    boolean lines = has(Flags.LINES);
    return new Node.At(!lines ? inText : has(Flags.ANY_LINE_END) ? inAnyLine : inLine);
  }

  private CodePoints dot() {
    if (!has(Flags.UNICODE)) {
      throw text.error("found a dot where the flag u is off, which could match half a character");
    }
    if (has(Flags.DOT_IS_ALL)) {
      return CodePoints.ALL;
    }
    CodePoints end = CodePoints.range('\n', '\n');
    return (has(Flags.ANY_LINE_END) ? end.or(CodePoints.range('\r', '\r')) : end).not();
  }

  private Node one(int point) {
    CodePoints one = CodePoints.range(point, point);
    if (!has(Flags.ANY_CASE)) {
      return new Node.One(one);
    }
    return new Node.One(has(Flags.UNICODE) ? one.inAnyCase() : one.inAnyAsciiCase());
  }

  private Node escape() {
    boolean unicode = has(Flags.UNICODE);
    Place place = escapes.place(unicode);
    if (place != null) {
      return new Node.At(place);
    }
    ClassReader cases = new ClassReader(text, escapes, flags);
    CodePoints set = escapes.set(unicode, cases::anyCase);
    if (set != null) {
      return new Node.One(cases.checked(set));
    }
    int from = text.place();
    int point = escapes.point();
    String written = text.since(from);
    boolean isByte = written.startsWith("x") && written.indexOf('{') < 0;
    if (!unicode && isByte && point >= CodePoints.ASCII) {
      throw text.error("found a byte that is no character where the flag u is off");
    }
    return one(point);
  }

  /** With all repetitions that follow; what matches no character is repeated once at most. */
  private Node repeated(Node part) {
    Node node = part;
    while (true) {
      text.skipBlanks();
      int least;
      int most;
      if (text.take('*')) {
        least = 0;
        most = -1;
      } else if (text.take('+')) {
        least = 1;
        most = -1;
      } else if (text.take('?')) {
        least = 0;
        most = 1;
      } else if (text.take('{')) {
        text.skipBlanks();
        least = number();
        most = least;
        if (text.peek() == ',') {
          text.nextAndBlanks();
          most = text.peek() == '}' ? -1 : number();
        }
        if (!text.take('}')) {
          throw text.error("found a number of repetitions without '}'");
        }
        text.skipBlanks();
      } else {
        return node;
      }
      if (most >= 0 && most < least) {
        throw text.error("found a most of repetitions below the least");
      }
      boolean least1st = text.take('?') != has(Flags.LEAST_FIRST);
      Node.Greed greed = least1st ? Node.Greed.LEAST : Node.Greed.MOST;
      height = raised(height);
      if (node.isAlwaysEmpty()) {
        least = Math.min(least, 1);
        most = most < 0 ? 1 : Math.min(most, 1);
      }
      node = repeat(node, least, most, greed);
    }
  }

  private static Node repeat(Node part, int least, int most, Node.Greed greed) {
    if (most == 0) {
      return new Node.All(List.of());
    }
    return least == 1 && most == 1 ? part : new Node.Repeat(part, least, most, greed);
  }

  /** Blanks around it do not count. */
  private int number() {
    skipSpace();
    long number = 0;
    int from = text.place();
    while (text.peek() >= '0' && text.peek() <= '9') {
      number = number * 10 + text.next() - '0';
      if (number > Integer.MAX_VALUE) {
        throw text.error("found a number of repetitions that is too large");
      }
    }
    if (text.place() == from) {
      throw text.error("found no number of repetitions");
    }
    skipSpace();
    return (int) number;
  }

  private void skipSpace() {
    while (!text.isAtEnd() && UnicodeClass.SPACE.has(text.peek())) {
      text.next();
    }
  }

  private Node group() {
    text.skipBlanks();
    Set<Flags> outer = flags;
    int number = 0;
    if (text.take("?=") || text.take("?!") || text.take("?<=") || text.take("?<!")) {
      throw text.error("found looking around, which is not supported");
    } else if (text.take("?P<") || text.take("?<")) {
      number = ++groups;
      name(number);
    } else if (text.take('?')) {
      Set<Flags> inner = Flags.read(flags, text);
      boolean alone = text.next() == ')';
      if (alone && inner == null) {
        throw nothingToRepeat();
      }
      flags = inner == null ? flags : inner;
      text.spaced = has(Flags.SPACED);
      if (alone) {
        text.skipBlanks();
        if (!text.isAtEnd() && "*+?{".indexOf(text.peek()) >= 0) {
          throw nothingToRepeat();
        }
        return null;
      }
    } else {
      number = ++groups;
    }
    if (++open > DEEPEST) {
      throw text.error("found groups within groups, expected at most " + DEEPEST);
    }
    Node inside = alternatives();
    if (!text.take(')')) {
      throw text.error("found a group that is not closed");
    }
    open--;
    flags = outer;
    text.spaced = has(Flags.SPACED);
    height = raised(height);
    return number == 0 ? inside : new Node.Group(number, inside);
  }

  private void name(int number) {
    int from = text.place();
    while (isNamePart(text.peek(), text.place() == from)) {
      text.next();
    }
    String name = text.since(from);
    if (name.isEmpty() || !text.take('>')) {
      throw text.error("found a name of a group that can't be one");
    }
    if (names.put(name, number) != null) {
      throw text.error("found two groups '" + name + "'");
    }
  }

  private static boolean isNamePart(int point, boolean first) {
    if (point == '_' || Character.isAlphabetic(point)) {
      return true;
    }
    int type = point < 0 ? Character.UNASSIGNED : Character.getType(point);
    boolean number =
        type == Character.DECIMAL_DIGIT_NUMBER
            || type == Character.LETTER_NUMBER
            || type == Character.OTHER_NUMBER;
    return !first && (number || point == '.' || point == '[' || point == ']');
  }
}
