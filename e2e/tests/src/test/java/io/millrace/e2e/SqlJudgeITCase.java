// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.connector.EventsFile;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Exprs;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Schema;
import io.millrace.sql.Dialect;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlPrinter;
import io.millrace.wire.ExprCodec;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is printed as SQL, the real DataFusion reads as the same bytes: every expression of the
 * corpus of its answers, and random ones that are put together of their parts.
 */
class SqlJudgeITCase {
  private static final Path CORPUS =
      Path.of(
          System.getProperty(
              "millrace.corpus",
              Job.ROOT.resolve("e2e/job/src/test/resources/conformance").toString()));
  private static final Path JUDGE = Job.ROOT.resolve("e2e/tests/src/test/python/sql_judge.py");
  private static final int RANDOM = 3_000;

  /** Why what DataFusion wrote can not be said as text, by case. */
  private static final Map<String, String> UNSAID = Map.of("literals/0225", "it is a query");

  private static final ExprCodec CODEC = ExprCodec.create();
  private static final JsonFactory JSON = new JsonFactory();

  /** An expression over a table, which is null for none. */
  private record Said(String id, String input, Dialect dialect, Expr expr) {}

  @TempDir Path directory;

  private final Map<String, Schema> schemas = new HashMap<>();

  @Test
  void dataFusionReadsWhatIsPrinted() throws IOException {
    List<Said> all = corpus();
    long seed = Long.getLong("seed", 55);
    all.addAll(random(all, new Random(seed)));
    Map<String, String> unsaid = new TreeMap<>();
    Path lines = directory.resolve("said.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(lines)) {
      for (Said each : all) {
        try {
          String sql = printer(each).print(each.expr);
          byte[] read = CODEC.encode(parser(each).parse(sql));
          assertThat(read).as("%s: %s", each.id, sql).isEqualTo(CODEC.encode(each.expr));
          out.write(line(each, sql, "bytes"));
          out.newLine();
        } catch (MillraceException e) {
          assertThat(e.code()).as(each.id).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION);
          unsaid.put(each.id, e.getMessage());
        }
      }
    }
    assertThat(unsaid)
        .as("seed %d", seed)
        .allSatisfy((id, why) -> assertThat(why).contains(UNSAID.getOrDefault(id, "?" + id)));
    assertThat(unsaid).containsOnlyKeys(UNSAID.keySet());
    assertThat(judge("bytes", lines)).as("seed %d", seed).isEmpty();
  }

  @Test
  void dataFusionGivesTheSameForEquivalents() throws IOException {
    Path lines = directory.resolve("equivalents.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(lines)) {
      for (Literal literal : Literals.all()) {
        Said said = new Said(literal.toString(), null, Dialect.GENERIC, Exprs.lit(literal));
        out.write(line(said, printer(said).withEquivalents().print(said.expr), "value"));
        out.newLine();
      }
    }
    assertThat(judge("value", lines)).isEmpty();
  }

  private List<String> judge(String name, Path lines) {
    return Python.withDataFusion()
        .run(
            name,
            directory,
            List.of(JUDGE.toString(), lines.toString(), CORPUS.resolve("inputs").toString()));
  }

  private List<Said> corpus() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(CORPUS)) {
      files = found.filter(file -> file.toString().endsWith(".jsonl.gz")).sorted().toList();
    }
    List<Said> all = new ArrayList<>();
    for (Path file : files) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          Map<String, String> fields = fields(line);
          if (fields.get("expr") != null) {
            Dialect dialect =
                Dialect.valueOf(fields.getOrDefault("dialect", "generic").toUpperCase(Locale.ROOT));
            Expr expr = CODEC.decode(Base64.getDecoder().decode(fields.get("expr")));
            all.add(new Said(fields.get("id"), fields.get("input"), dialect, expr));
          }
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(4_000);
    return all;
  }

  private static Map<String, String> fields(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          fields.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    return fields;
  }

  private static String line(Said said, String sql, String same) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", said.id);
      json.writeStringField("input", said.input);
      json.writeStringField("dialect", said.dialect.name().toLowerCase(Locale.ROOT));
      json.writeStringField("sql", sql);
      json.writeStringField("same", same);
      json.writeBinaryField("expr", CODEC.encode(said.expr));
      json.writeEndObject();
    }
    return text.toString();
  }

  private SqlPrinter printer(Said said) throws IOException {
    return SqlPrinter.over(schema(said.input)).withDialect(said.dialect);
  }

  private SqlParser parser(Said said) throws IOException {
    return SqlParser.over(schema(said.input)).withDialect(said.dialect);
  }

  private Schema schema(String input) throws IOException {
    if (input == null) {
      return Schema.of();
    }
    Schema known = schemas.get(input);
    if (known == null) {
      Path file = CORPUS.resolve("inputs").resolve(input + ".arrow");
      known = new EventsFile(file.toUri().toString(), null, "").schema().as("t");
      schemas.put(input, known);
    }
    return known;
  }

  /** Expressions of the corpus over one table, put together by type. */
  private List<Said> random(List<Said> corpus, Random random) throws IOException {
    Map<String, Map<DataType, List<Expr>>> parts = new TreeMap<>();
    for (Said each : corpus) {
      if (each.input != null && each.dialect == Dialect.GENERIC && isPlain(each.expr)) {
        try {
          Binder binder = Binder.over(schema(each.input));
          DataType type = binder.bind(each.expr).type();
          if (changesType(each.expr, binder)) {
            continue;
          }
          parts
              .computeIfAbsent(each.input, input -> new HashMap<>())
              .computeIfAbsent(type, other -> new ArrayList<>())
              .add(each.expr);
        } catch (MillraceException notBound) {
          // Not every expression of the corpus has a type.
        }
      }
    }
    List<Map.Entry<String, Map<DataType, List<Expr>>>> inputs = new ArrayList<>(parts.entrySet());
    List<Said> all = new ArrayList<>();
    while (all.size() < RANDOM) {
      var input = inputs.get(random.nextInt(inputs.size()));
      Expr expr = new RandomExprs(random, input.getValue()).next();
      all.add(new Said("random/" + all.size(), input.getKey(), Dialect.GENERIC, expr));
    }
    return all;
  }

  /**
   * A date less a date of the other width is a Duration while DataFusion plans, and an Int64 after:
   * what stands around it is refused by its first type.
   */
  private static boolean changesType(Expr expr, Binder binder) {
    if (expr instanceof Expr.Binary binary && binary.operator() == Operator.MINUS) {
      List<DataType> types =
          binary.operands().stream().map(each -> binder.bind(each).type()).toList();
      if (types.contains(DataType.DATE32) && types.contains(DataType.DATE64)) {
        return true;
      }
    }
    return expr.children().stream().anyMatch(child -> changesType(child, binder));
  }

  /** Calls of aggregates and names belong to the outside of an expression. */
  private static boolean isPlain(Expr expr) {
    return !(expr instanceof Expr.Alias
            || expr instanceof Expr.AggregateCall
            || expr instanceof Expr.WindowCall
            || expr instanceof Expr.Placeholder)
        && ExprPrinter.display(expr).length() < 200
        && expr.children().stream().allMatch(SqlJudgeITCase::isPlain);
  }
}
