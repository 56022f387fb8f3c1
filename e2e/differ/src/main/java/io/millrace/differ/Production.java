// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to write an expression of some sort: text with holes for parts.
 *
 * @param line as it stands in the grammar
 * @param texts before, between and after the holes; in each, a list of choices for each piece
 * @param holes of each, the sorts that may fill it
 */
record Production(
    String line,
    String sort,
    int weight,
    List<List<List<String>>> texts,
    List<List<String>> holes) {
  private static final String CHOICE_START = "«";
  private static final String CHOICE_END = "»";
  private static final Pattern HOLE = Pattern.compile("\\{([a-z0-9|]+)}");
  private static final Pattern CALL = Pattern.compile("[a-z_0-9]+(?=\\()");
  private static final Pattern WORD = Pattern.compile("[\\w.]+|'[^']*'|X'\\w*'");

  static Production of(String line, String sort, int weight, String template) {
    List<List<List<String>>> texts = new ArrayList<>();
    List<List<String>> holes = new ArrayList<>();
    Matcher hole = HOLE.matcher(template);
    int at = 0;
    while (hole.find()) {
      texts.add(pieces(template.substring(at, hole.start())));
      holes.add(List.of(hole.group(1).split("\\|")));
      at = hole.end();
    }
    texts.add(pieces(template.substring(at)));
    return new Production(line, sort, weight, texts, holes);
  }

  private static List<List<String>> pieces(String text) {
    List<List<String>> pieces = new ArrayList<>();
    int at = 0;
    for (int start; (start = text.indexOf(CHOICE_START, at)) >= 0; ) {
      int end = text.indexOf(CHOICE_END, start);
      pieces.add(List.of(text.substring(at, start)));
      pieces.add(List.of(text.substring(start + 1, end).split(";", -1)));
      at = end + 1;
    }
    pieces.add(List.of(text.substring(at)));
    return pieces;
  }

  /** Made from a line for all sorts. */
  boolean isOfAllSorts() {
    return line.startsWith("*");
  }

  /** Something that has no parts. */
  boolean isLeaf() {
    return holes.isEmpty();
  }

  /** Says only that what is of one sort is of another, too. */
  boolean isRenaming() {
    return holes.size() == 1 && texts.stream().flatMap(List::stream).allMatch(List.of("")::equals);
  }

  /** Names before parentheses, in all choices: those of functions, and some words of SQL. */
  List<String> calls() {
    List<String> calls = new ArrayList<>();
    for (List<List<String>> pieces : texts) {
      List<String> all = List.of("");
      for (List<String> choices : pieces) {
        all =
            all.stream().flatMap(start -> choices.stream().map(choice -> start + choice)).toList();
      }
      all.forEach(
          text -> CALL.matcher(quoteless(text)).results().forEach(m -> calls.add(m.group())));
    }
    return calls.stream().distinct().toList();
  }

  private static String quoteless(String text) {
    return text.replaceAll("'[^']*'", "''");
  }

  Phrase fill(List<Phrase> parts, Random random) {
    List<String> chosen = new ArrayList<>();
    for (List<List<String>> pieces : texts) {
      StringBuilder text = new StringBuilder();
      for (List<String> choices : pieces) {
        text.append(choices.get(random.nextInt(choices.size())));
      }
      chosen.add(text.toString());
    }
    return new Phrase(sort, chosen, parts);
  }

  /** Whether what is written so needs no parentheses wherever it stands. */
  static boolean isClosed(String sql) {
    if (WORD.matcher(sql).matches() || (sql.startsWith("case ") && sql.endsWith(" end"))) {
      return true;
    }
    int open = sql.startsWith("[") ? 0 : sql.indexOf('(');
    if (open < 0 || !sql.substring(0, open).matches("\\w*")) {
      return false;
    }
    int depth = 0;
    boolean quoted = false;
    for (int i = open; i < sql.length(); i++) {
      char c = sql.charAt(i);
      quoted ^= c == '\'';
      if (!quoted) {
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        if (depth == 0) {
          return i == sql.length() - 1;
        }
      }
    }
    return false;
  }
}
