// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What {@code grammar.txt} says, and what {@link Unwritten} adds. */
final class Grammar {
  /** The sort of what is evaluated over all rows instead of over one. */
  static final String AGGREGATE = "aggregate";

  /** Of what is evaluated over the rows of each group, made of the same. */
  static final String GROUPED = "grouped";

  /** Of what is evaluated for each row among all. */
  static final String WINDOW = "window";

  /** The sort of what is known up to its last digits. */
  static final String APPROXIMATE = "approx";

  /** The sorts of pieces of OVER and of lambdas, which are no expressions by themselves. */
  private static final Set<String> CLAUSES =
      Set.of(
          "by", "key", "rank", "rows", "groups", "ordered", "peers", "near", "element", "test",
          "piece", "hit");

  private static final String EACH = "*";
  private static final String EACH_HOLE = "{*}";

  /** Those for which a line for all sorts stands. */
  private static final List<String> VALUES =
      List.of(
          "int",
          "float",
          "dec",
          "bool",
          "text",
          "bin",
          "date",
          "time",
          "ts",
          "dur",
          "iv",
          "ilist",
          "tlist",
          "flist",
          "struct",
          "map",
          APPROXIMATE);

  private final Map<String, List<Production>> bySort = new LinkedHashMap<>();

  /** Sorts by table and column. */
  private final Map<String, Map<String, String>> columns = new LinkedHashMap<>();

  /**
   * @param evaluated whether a name before parentheses is none of a function, or of one that is
   *     evaluated
   */
  static Grammar read(Predicate<String> evaluated) {
    Grammar grammar = new Grammar();
    try (InputStream stream = Grammar.class.getResourceAsStream("grammar.txt")) {
      new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(grammar::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Unwritten.lines(grammar.calls()).forEach(grammar::add);
    grammar
        .bySort
        .values()
        .forEach(all -> all.removeIf(each -> !each.calls().stream().allMatch(evaluated)));
    return grammar;
  }

  /** Names before parentheses. */
  private Set<String> calls() {
    return all().stream().flatMap(each -> each.calls().stream()).collect(Collectors.toSet());
  }

  private void add(String line) {
    int colon = line.indexOf(": ");
    String[] head = line.substring(0, colon).split(" ");
    String body = line.substring(colon + 2);
    if (line.startsWith("@")) {
      Map<String, String> sorts =
          columns.computeIfAbsent(head[0].substring(1), table -> new LinkedHashMap<>());
      for (String column : body.split(" ")) {
        sorts.put(column, head[1]);
      }
      return;
    }
    for (String sort : head[0].equals(EACH) ? VALUES : List.of(head[0])) {
      String template = body.replace(EACH_HOLE, "{" + sort + "}");
      bySort
          .computeIfAbsent(sort, key -> new ArrayList<>())
          .add(Production.of(line, sort, Integer.parseInt(head[1]), template));
    }
  }

  List<Production> of(String sort) {
    List<Production> found = bySort.get(sort);
    if (found == null) {
      throw new IllegalStateException("Cannot find sort " + sort + " in the grammar");
    }
    return found;
  }

  List<Production> all() {
    return bySort.values().stream().flatMap(List::stream).toList();
  }

  static boolean isClause(String sort) {
    return CLAUSES.contains(sort);
  }

  Set<String> sorts() {
    return bySort.keySet();
  }

  /** The sort of a column that its type does not say; null if none is given. */
  String sortOf(String table, String column) {
    return columns.getOrDefault(table, Map.of()).get(column);
  }

  /** That of which the sort is another name, and so on. */
  List<String> narrower(String sort) {
    List<String> all = new ArrayList<>(List.of(sort));
    for (int i = 0; i < all.size(); i++) {
      if (bySort.containsKey(all.get(i))) {
        for (Production each : of(all.get(i))) {
          if (each.isRenaming()) {
            each.holes().get(0).stream().filter(other -> !all.contains(other)).forEach(all::add);
          }
        }
      }
    }
    return all;
  }
}
