// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Makes questions by chance; the same seed and number give the same one. */
final class Generator {
  private static final int MAX_SIZE = 40;

  /** Of depths 1 and up, in percent. */
  private static final int[] DEPTHS = {14, 24, 24, 18, 12, 8};

  private static final int WITHOUT_TABLE = 4;
  private static final int AGGREGATES = 14;
  private static final int WINDOWS = 10;
  private static final int GROUPED = 40;
  private static final int COLUMNS = 70;

  private final Grammar grammar;
  private final Map<String, TableSorts> tables;
  private final List<String> tableNames;
  private final List<Production> roots;
  private final List<Production> aggregates;
  private final List<Production> windows;
  private final long seed;

  /** What one question is made with. */
  private record Chance(Random random, String table) {}

  Generator(Grammar grammar, Map<String, TableSorts> tables, long seed) {
    this.grammar = grammar;
    this.tables = tables;
    this.seed = seed;
    tableNames = tables.keySet().stream().sorted().toList();
    roots =
        grammar.all().stream()
            .filter(each -> !each.isLeaf() && !each.isRenaming())
            .filter(each -> !isOfManyRows(each.sort()) && !Grammar.isClause(each.sort()))
            .toList();
    aggregates = grammar.of(Grammar.AGGREGATE);
    windows = grammar.of(Grammar.WINDOW);
  }

  Question question(long number) {
    return question(number, null);
  }

  /**
   * @param sort of the expression; null for any
   */
  Question question(long number, String sort) {
    Random random = new Random((seed * 0x9E3779B97F4A7C15L + number) * 0xD1B54A32D192ED03L);
    while (true) {
      Production root = root(random, sort);
      Chance chance = new Chance(random, table(root, random));
      Phrase phrase = filled(root, depth(random), chance);
      if (phrase.size() <= MAX_SIZE) {
        return new Question(chance.table, grouped(phrase, random));
      }
    }
  }

  private static Phrase grouped(Phrase phrase, Random random) {
    return phrase.sort().equals(Grammar.AGGREGATE) && random.nextInt(100) < GROUPED
        ? new Phrase(Grammar.GROUPED, phrase.texts(), phrase.parts())
        : phrase;
  }

  private static boolean isOfManyRows(String sort) {
    return sort.equals(Grammar.AGGREGATE)
        || sort.equals(Grammar.GROUPED)
        || sort.equals(Grammar.WINDOW);
  }

  private Production root(Random random, String sort) {
    if (sort != null) {
      List<Production> some = grammar.of(sort).stream().filter(each -> !each.isLeaf()).toList();
      return weighted(some, Production::weight, random);
    }
    int chance = random.nextInt(100);
    if (chance < AGGREGATES + WINDOWS) {
      List<Production> some = chance < AGGREGATES ? aggregates : windows;
      return weighted(some, Production::weight, random);
    }
    return weighted(roots, each -> each.isOfAllSorts() ? 1 : 4, random);
  }

  private static int depth(Random random) {
    int left = random.nextInt(100);
    int depth = 0;
    while (left >= 0) {
      left -= DEPTHS[depth++];
    }
    return depth;
  }

  /** Rather one that has columns for the parts. */
  private String table(Production root, Random random) {
    if (!isOfManyRows(root.sort()) && random.nextInt(100) < WITHOUT_TABLE) {
      return null;
    }
    return weighted(tableNames, name -> 1 + 6 * columnsFor(root, name), random);
  }

  private int columnsFor(Production root, String table) {
    return (int)
        root.holes().stream()
            .filter(sorts -> sorts.stream().anyMatch(each -> !columns(each, table).isEmpty()))
            .count();
  }

  private List<String> columns(String sort, String table) {
    return table == null ? List.of() : tables.get(table).of(sort);
  }

  private Phrase filled(Production production, int depth, Chance chance) {
    List<Phrase> parts = new ArrayList<>();
    int holes = production.holes().size();
    int deepest = holes == 0 ? 0 : chance.random.nextInt(holes);
    for (int i = 0; i < holes; i++) {
      int below = i == deepest ? depth - 1 : chance.random.nextInt(depth);
      parts.add(part(production.holes().get(i), below, chance));
    }
    return production.fill(parts, chance.random);
  }

  private Phrase part(List<String> sorts, int depth, Chance chance) {
    String sort = sorts.get(chance.random.nextInt(sorts.size()));
    List<Production> deeper = grammar.of(sort).stream().filter(each -> !each.isLeaf()).toList();
    if (depth <= 0 || deeper.isEmpty()) {
      return leaf(sort, chance);
    }
    Production production = weighted(deeper, Production::weight, chance.random);
    return production.isRenaming()
        ? part(production.holes().get(0), depth, chance)
        : filled(production, depth, chance);
  }

  private Phrase leaf(String sort, Chance chance) {
    List<String> columns = columns(sort, chance.table);
    if (!columns.isEmpty() && chance.random.nextInt(100) < COLUMNS) {
      return Phrase.leaf(sort, columns.get(chance.random.nextInt(columns.size())));
    }
    List<Production> leaves =
        grammar.of(sort).stream().filter(each -> each.isLeaf() || each.isRenaming()).toList();
    if (leaves.isEmpty()) {
      return Phrase.leaf(sort, "null");
    }
    Production production = weighted(leaves, Production::weight, chance.random);
    return production.isRenaming()
        ? leaf(production.holes().get(0).get(0), chance)
        : production.fill(List.of(), chance.random);
  }

  /** Columns and literals that may stand for a part of that sort. */
  List<Phrase> simplest(String sort, String table) {
    List<Phrase> simple = new ArrayList<>();
    if (isOfManyRows(sort)) {
      return simple;
    }
    columns(sort, table).stream().limit(2).forEach(name -> simple.add(Phrase.leaf(sort, name)));
    Random random = new Random(seed);
    grammar.of(sort).stream()
        .filter(Production::isLeaf)
        .limit(4)
        .forEach(each -> simple.add(each.fill(List.of(), random)));
    if (!Grammar.isClause(sort)) {
      simple.add(Phrase.leaf(sort, "null"));
    }
    return simple;
  }

  private static <E> E weighted(List<E> all, ToIntFunction<E> weight, Random random) {
    int left = random.nextInt(all.stream().mapToInt(weight).sum());
    for (E each : all) {
      left -= weight.applyAsInt(each);
      if (left < 0) {
        return each;
      }
    }
    throw new IllegalStateException();
  }
}
