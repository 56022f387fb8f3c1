// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.Set;

/** Reads what is between square brackets: members, classes within classes, operations on them. */
final class ClassReader {
  private enum Operation {
    AND,
    MINUS,
    EITHER
  }

  private final Cursor text;
  private final EscapeReader escapes;
  private final Set<Flags> flags;
  private int depth;

  /** How many classes lie in one another in what was read last. */
  private int height;

  ClassReader(Cursor text, EscapeReader escapes, Set<Flags> flags) {
    this.text = text;
    this.escapes = escapes;
    this.flags = flags;
  }

  /** Behind the opening bracket; reads the closing one. */
  CodePoints read() {
    if (++depth > RegexReader.DEEPEST) {
      throw text.error("found classes in classes, expected at most " + RegexReader.DEEPEST);
    }
    int items = 0;
    int tallest = 0;
    text.skipBlanks();
    boolean inverted = text.take('^');
    text.skipBlanks();
    CodePoints union = CodePoints.NONE;
    boolean first = true;
    while (text.peek() == '-') {
      text.nextAndBlanks();
      union = union.or(CodePoints.range('-', '-'));
      first = false;
    }
    if (first && text.peek() == ']') {
      text.nextAndBlanks();
      union = union.or(CodePoints.range(']', ']'));
    }
    CodePoints left = null;
    Operation operation = null;
    while (true) {
      text.skipBlanks();
      if (text.isAtEnd()) {
        throw text.error("found no ']' that closes a class");
      }
      Operation next = operation();
      if (next == null && text.peek() != ']') {
        height = 0;
        union = union.or(item());
        tallest = Math.max(tallest, height);
        items++;
        continue;
      }
      left = joined(left, operation, union);
      if (next == null) {
        text.next();
        depth--;
        height = tallest + (items > 1 ? 2 : 1);
        CodePoints points = anyCase(left);
        return checked(inverted ? points.not() : points);
      }
      operation = next;
      union = CodePoints.NONE;
    }
  }

  private Operation operation() {
    if (text.take("&&")) {
      return Operation.AND;
    }
    if (text.take("--")) {
      return Operation.MINUS;
    }
    return text.take("~~") ? Operation.EITHER : null;
  }

  private CodePoints joined(CodePoints left, Operation operation, CodePoints right) {
    if (operation == null) {
      return right;
    }
    CodePoints a = anyCase(left);
    CodePoints b = anyCase(right);
    return switch (operation) {
      case AND -> a.and(b);
      case MINUS -> a.minus(b);
      case EITHER -> a.or(b).minus(a.and(b));
    };
  }

  int height() {
    return height;
  }

  /** Without Unicode only ASCII is whole characters. */
  CodePoints checked(CodePoints points) {
    if (!flags.contains(Flags.UNICODE) && !points.isAscii()) {
      throw text.error("found a class with more than ASCII where the flag u is off");
    }
    return points;
  }

  CodePoints anyCase(CodePoints points) {
    if (!flags.contains(Flags.ANY_CASE)) {
      return points;
    }
    return flags.contains(Flags.UNICODE) ? points.inAnyCase() : points.inAnyAsciiCase();
  }

  private CodePoints item() {
    if (text.peek() == '[') {
      int here = text.place();
      text.next();
      CodePoints named = named();
      if (named != null) {
        return named;
      }
      text.backTo(here);
      text.next();
      return read();
    }
    if (text.peek() == '\\') {
      int here = text.place();
      text.next();
      CodePoints set = escapes.set(flags.contains(Flags.UNICODE), this::anyCase);
      if (set != null) {
        text.skipBlanks();
        if (text.peek() == '-' && text.peekBehind() != ']' && text.peekBehind() != '-') {
          throw text.error("found a class as a bound of a range");
        }
        return checked(set);
      }
      text.backTo(here);
    }
    int first = point();
    text.skipBlanks();
    boolean range = text.peek() == '-' && text.peekBehind() != ']' && text.peekBehind() != '-';
    if (!range) {
      return CodePoints.range(first, first);
    }
    text.nextAndBlanks();
    int last = point();
    if (last < first) {
      throw text.error("found a range whose end comes before its start");
    }
    return CodePoints.range(first, last);
  }

  private int point() {
    int point = text.next();
    return point == '\\' ? escapes.point() : point;
  }

  /** Behind a bracket within brackets: what colons hold; null if there is no such class. */
  private CodePoints named() {
    if (!text.take(':')) {
      return null;
    }
    boolean inverted = text.take('^');
    int from = text.place();
    while (text.peek() != ':' && !text.isAtEnd()) {
      text.next();
    }
    CodePoints named = AsciiClass.named(text.since(from));
    if (named == null || !text.take(":]")) {
      return null;
    }
    return checked(inverted ? anyCase(named).not() : anyCase(named));
  }
}
