// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.Dialect;
import io.millrace.sql.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An example for each function, from the facts that were recorded from DataFusion; that we answer
 * the same is tested where they lie. The first call of the function with a telling value is taken,
 * else the first call, else the first fact that has one inside; an error only if there is nothing
 * else, as for functions of unions, which no text makes.
 */
final class FunctionExamples {
  private static final Path FACTS =
      Path.of("..", "..", "operators", "src", "test", "resources", "functions");
  private static final int LONGEST = 110;
  private static final Set<String> SAYS_LITTLE = Set.of("0", "0.0", "false");

  /** Of {@code record_cases.py}. */
  private static final Schema ROWS =
      Schema.of(
              Field.of("x", DataType.INT64),
              Field.of("y", DataType.FLOAT64),
              Field.of("s", DataType.UTF8),
              Field.of("p", DataType.BOOLEAN))
          .as("t");

  /** Of lambdas, too. */
  private static final SqlParser PARSER = SqlParser.over(ROWS).withDialect(Dialect.DUCKDB);

  /** What was asked, and the text of the value. */
  record Example(String sql, String value) {}

  private final Map<Function, Example> telling = new HashMap<>();
  private final Map<Function, Example> calls = new HashMap<>();
  private final Map<Function, Example> parts = new HashMap<>();
  private final Map<Function, Example> errors = new HashMap<>();

  private FunctionExamples() {}

  static FunctionExamples read() throws IOException {
    FunctionExamples examples = new FunctionExamples();
    List<Path> files;
    try (Stream<Path> all = Files.list(FACTS)) {
      files = all.filter(file -> file.toString().endsWith(".cases")).sorted().toList();
    }
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        String[] fact = line.split("\t", 3);
        boolean shows = fact.length == 3 && !fact[2].isBlank() && !fact[2].equals("NULL");
        if (shows && !line.startsWith("#") && line.length() <= LONGEST) {
          examples.add(fact[0], fact[2]);
        } else if (fact.length == 2) {
          examples.addError(fact[0]);
        }
      }
    }
    return examples;
  }

  private void add(String sql, String value) {
    try {
      Expr expr = PARSER.parse(sql);
      Example example = new Example(sql, value);
      Expr outside = expr instanceof Expr.Alias alias ? alias.expr() : expr;
      Function.of(outside).ifPresent(function -> calls.putIfAbsent(function, example));
      if (!SAYS_LITTLE.contains(value) && !sql.contains("arrow_cast(")) {
        Function.of(outside).ifPresent(function -> telling.putIfAbsent(function, example));
      }
      Function.in(expr).forEach(function -> parts.putIfAbsent(function, example));
    } catch (MillraceException unread) {
      throw new AssertionError(sql, unread);
    }
  }

  /** Texts that do not parse say nothing of a function. */
  private void addError(String sql) {
    try {
      Function.of(PARSER.parse(sql))
          .ifPresent(function -> errors.putIfAbsent(function, new Example(sql, "error")));
    } catch (MillraceException refused) {
      assertThat(refused.position()).as(sql).isPresent();
    }
  }

  /** Null if there is none. */
  Example of(Function function) {
    Example call = telling.getOrDefault(function, calls.get(function));
    return call == null ? parts.getOrDefault(function, errors.get(function)) : call;
  }
}
