// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Classes of characters by their properties, in the version of Unicode that the JVM has: general
 * categories, scripts, and those properties of yes and no that the JDK knows.
 */
final class UnicodeClass {
  static final CodePoints SPACE =
      CodePoints.of(
          IntStream.of(
              '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003,
              0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F,
              0x205F, 0x3000));

  private static final int PLANES_IN_USE = 0x40000;

  /** Each with the values of {@link Character#getType(int)} that it has. */
  private static final Map<String, Integer> CATEGORIES = new HashMap<>();

  private static final Map<String, IntPredicate> PROPERTIES = new HashMap<>();

  static {
    category("lu uppercaseletter", Character.UPPERCASE_LETTER);
    category("ll lowercaseletter", Character.LOWERCASE_LETTER);
    category("lt titlecaseletter", Character.TITLECASE_LETTER);
    category("lc casedletter", 1, 2, 3);
    category("lm modifierletter", Character.MODIFIER_LETTER);
    category("lo otherletter", Character.OTHER_LETTER);
    category("l letter", 1, 2, 3, 4, 5);
    category("mn nonspacingmark", Character.NON_SPACING_MARK);
    category("me enclosingmark", Character.ENCLOSING_MARK);
    category("mc spacingmark", Character.COMBINING_SPACING_MARK);
    category("m mark combiningmark", 6, 7, 8);
    category("nd decimalnumber digit", Character.DECIMAL_DIGIT_NUMBER);
    category("nl letternumber", Character.LETTER_NUMBER);
    category("no othernumber", Character.OTHER_NUMBER);
    category("n number", 9, 10, 11);
    category("zs spaceseparator", Character.SPACE_SEPARATOR);
    category("zl lineseparator", Character.LINE_SEPARATOR);
    category("zp paragraphseparator", Character.PARAGRAPH_SEPARATOR);
    category("z separator", 12, 13, 14);
    category("cc control cntrl", Character.CONTROL);
    category("cf format", Character.FORMAT);
    category("co privateuse", Character.PRIVATE_USE);
    category("cn unassigned", Character.UNASSIGNED);
    category("c other", 0, 15, 16, 18);
    category("pd dashpunctuation", Character.DASH_PUNCTUATION);
    category("ps openpunctuation", Character.START_PUNCTUATION);
    category("pe closepunctuation", Character.END_PUNCTUATION);
    category("pc connectorpunctuation", Character.CONNECTOR_PUNCTUATION);
    category("po otherpunctuation", Character.OTHER_PUNCTUATION);
    category("pi initialpunctuation", Character.INITIAL_QUOTE_PUNCTUATION);
    category("pf finalpunctuation", Character.FINAL_QUOTE_PUNCTUATION);
    category("p punctuation punct", 20, 21, 22, 23, 24, 29, 30);
    category("sm mathsymbol", Character.MATH_SYMBOL);
    category("sc currencysymbol", Character.CURRENCY_SYMBOL);
    category("sk modifiersymbol", Character.MODIFIER_SYMBOL);
    category("so othersymbol", Character.OTHER_SYMBOL);
    category("s symbol", 25, 26, 27, 28);
    property("any", point -> true);
    property("assigned", Character::isDefined);
    property("ascii", point -> point < CodePoints.ASCII);
    property("alphabetic alpha", Character::isAlphabetic);
    property("uppercase upper", Character::isUpperCase);
    property("lowercase lower", Character::isLowerCase);
    property("cased", UnicodeClass::isCased);
    property("ideographic ideo", Character::isIdeographic);
    property("whitespace wspace space", SPACE::has);
    property("joincontrol joinc", point -> point == 0x200C || point == 0x200D);
    property("asciihexdigit ahex", AsciiClass.named("xdigit")::has);
    property("noncharactercodepoint nchar", UnicodeClass::isNoCharacter);
    property("regionalindicator ri", point -> point >= 0x1F1E6 && point <= 0x1F1FF);
  }

  private UnicodeClass() {}

  /** Made when they are first asked for. */
  private static final class Word {
    static final CodePoints POINTS = where(UnicodeClass::isWord);
  }

  private static final class Digit {
    static final CodePoints POINTS = where(Character::isDigit);
  }

  static CodePoints word() {
    return Word.POINTS;
  }

  static CodePoints digit() {
    return Digit.POINTS;
  }

  private static void category(String names, int... types) {
    int bits = Arrays.stream(types).reduce(0, (all, type) -> all | 1 << type);
    for (String name : names.split(" ")) {
      CATEGORIES.put(name, bits);
    }
  }

  private static void property(String names, IntPredicate has) {
    for (String name : names.split(" ")) {
      PROPERTIES.put(name, has);
    }
  }

  /** What a name between braces says, perhaps with its property before it; null if not known. */
  static CodePoints named(String text) {
    int not = text.indexOf("!=");
    int sign = not >= 0 ? not : text.indexOf(':') >= 0 ? text.indexOf(':') : text.indexOf('=');
    if (sign < 0) {
      return single(normal(text));
    }
    String property = normal(text.substring(0, sign));
    String value = normal(text.substring(sign + (not >= 0 ? 2 : 1)));
    CodePoints points =
        switch (property) {
          case "gc", "generalcategory" -> category(value);
          case "sc", "script" -> script(value);
          default -> null;
        };
    return points != null && not >= 0 ? points.not() : points;
  }

  private static CodePoints single(String name) {
    boolean categoryFirst = name.equals("sc") || name.equals("lc") || name.equals("cf");
    IntPredicate property = categoryFirst ? null : PROPERTIES.get(name);
    if (property != null) {
      return where(property);
    }
    CodePoints category = category(name);
    return category != null ? category : script(name);
  }

  private static CodePoints category(String name) {
    if (name.equals("any") || name.equals("assigned") || name.equals("ascii")) {
      return where(PROPERTIES.get(name));
    }
    Integer types = CATEGORIES.get(name);
    return types == null ? null : where(point -> (types >>> Character.getType(point) & 1) != 0);
  }

  private static CodePoints script(String name) {
    for (Character.UnicodeScript script : Character.UnicodeScript.values()) {
      if (normal(script.name()).equals(name)) {
        return where(point -> Character.UnicodeScript.of(point) == script);
      }
    }
    try {
      Character.UnicodeScript script = Character.UnicodeScript.forName(name);
      return where(point -> Character.UnicodeScript.of(point) == script);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  /** Case, blanks, underscores, dashes and a leading "is" do not count. */
  private static String normal(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[ _\\-]", "");
    boolean is = plain.startsWith("is") && plain.length() > 2;
    return is ? plain.substring(2) : plain;
  }

  /** All characters of a kind; what is in no plane that is in use is asked for by samples. */
  private static CodePoints where(IntPredicate kind) {
    IntStream used = IntStream.range(0, PLANES_IN_USE).filter(kind);
    CodePoints points = CodePoints.of(used);
    CodePoints tags = CodePoints.of(IntStream.range(0xE0000, 0xE1000).filter(kind));
    points = points.or(tags);
    int[][] uniform = {
      {PLANES_IN_USE, 0xDFFFF}, {0xE1000, 0xEFFFF}, {0xF0000, 0xFFFFD}, {0x100000, 0x10FFFD}
    };
    for (int[] range : uniform) {
      if (kind.test(range[0])) {
        points = points.or(CodePoints.range(range[0], range[1]));
      }
    }
    IntStream ends =
        IntStream.rangeClosed(4, 16).flatMap(p -> IntStream.of(p << 16 | 0xFFFE, p << 16 | 0xFFFF));
    int[] last = ends.toArray();
    CodePoints edges = CodePoints.of(Arrays.stream(last));
    return points.minus(edges).or(CodePoints.of(Arrays.stream(last).filter(kind)));
  }

  /** Alphabetic, marks, decimal digits, connectors and joiners. */
  private static boolean isWord(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.CONNECTOR_PUNCTUATION ->
          true;
      default -> Character.isAlphabetic(point) || point == 0x200C || point == 0x200D;
    };
  }

  private static boolean isCased(int point) {
    return Character.isUpperCase(point)
        || Character.isLowerCase(point)
        || Character.isTitleCase(point);
  }

  private static boolean isNoCharacter(int point) {
    return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
  }
}
