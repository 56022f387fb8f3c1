// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.DataType;
import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Payload;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import io.millrace.operator.ArrowExpressions;
import io.millrace.operator.ArrowProgram;
import io.millrace.session.SessionContext;
import io.millrace.udf.Accumulator;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.WindowUdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expressions with functions between the real datafusion-python and this library, both ways. */
class FunctionsJudgeITCase {
  private static final Path JUDGE =
      Job.ROOT.resolve("e2e/tests/src/test/python/functions_judge.py");
  private static final Pattern LINE = Pattern.compile("\\{\"id\": \"(.*)\", \"expr\": \"(.*)\"\\}");
  private static final Schema SCHEMA =
      Schema.of(Field.of("a", DataType.INT64), Field.of("b", DataType.FLOAT64));
  private static final Map<String, String> ANSWERS =
      Map.of(
          "risk", "[0.5, 3.0, null, -4.0]",
          "total", "[7]",
          "counted", "[0, 1, 2, 3]");

  private static final ScalarUdf RISK =
      ScalarUdf.of("risk", (Double a, Double b) -> a == null || b == null ? null : a * b);
  private static final AggregateUdf TOTAL =
      AggregateUdf.of(
          "total",
          List.of(DataType.INT64),
          DataType.INT64,
          List.of(DataType.INT64),
          FunctionsJudgeITCase::noAccumulator);
  private static final WindowUdf COUNTED =
      WindowUdf.of("counted", List.of(DataType.INT64), DataType.INT64, () -> null);

  @TempDir static Path directory;

  private static Python python;
  private static Map<String, byte[]> written;

  private final SessionContext session =
      SessionContext.create()
          .withLogicalExtensionCodec(SessionContext.create().asExtensionCodec(), "shared");

  private static Accumulator noAccumulator() {
    throw new IllegalStateException("not evaluated here");
  }

  @BeforeAll
  static void writeExpressions() throws IOException {
    python = Python.withDataFusion();
    Path lines = directory.resolve("written.jsonl");
    python.run("write-functions", directory, List.of(JUDGE.toString(), "write", lines.toString()));
    written = new LinkedHashMap<>();
    for (String line : Files.readAllLines(lines)) {
      Matcher matcher = LINE.matcher(line);
      assertThat(matcher.matches()).isTrue();
      written.put(matcher.group(1), Base64.getDecoder().decode(matcher.group(2)));
    }
    assertThat(written).hasSize(9);
  }

  /** What the real one makes of expressions; each has the name of its function before a slash. */
  private static void check(String name, Map<String, byte[]> exprs) throws IOException {
    Path lines = directory.resolve(name + ".jsonl");
    List<String> text = new ArrayList<>();
    exprs.forEach(
        (id, bytes) ->
            text.add(
                "{\"id\": \"%s\", \"expr\": \"%s\"}"
                    .formatted(id, Base64.getEncoder().encodeToString(bytes))));
    Files.write(lines, text);
    List<String> said =
        python.run(name, directory, List.of(JUDGE.toString(), "check", lines.toString()));
    assertThat(said)
        .containsExactlyElementsOf(
            exprs.keySet().stream()
                .map(id -> id + " " + ANSWERS.get(id.substring(0, id.indexOf('/'))))
                .toList());
  }

  @Test
  void whatPythonWroteGoesBackAsItCame() throws IOException {
    session.registerUdf(RISK);
    session.registerUdaf(TOTAL);
    session.registerUdwf(COUNTED);
    SessionContext strict = SessionContext.create().withUdfInlining(false);
    Map<String, byte[]> back = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> each : written.entrySet()) {
      Expr expr = session.decode(each.getValue());
      boolean byName = each.getKey().endsWith("/name");
      assertThat(definition(expr) instanceof Payload).as(each.getKey()).isEqualTo(!byName);
      byte[] encoded = (byName ? strict : session).encode(expr);
      assertThat(encoded).as(each.getKey()).isEqualTo(each.getValue());
      back.put(each.getKey(), encoded);
    }
    check("back", back);
  }

  @Test
  void pythonCallsItsOwnFunctionsByTheNamesThatAreWrittenHere() throws IOException {
    SessionContext strict = SessionContext.create().withUdfInlining(false);
    Expr doubled = Expr.Cast.of(col("a"), DataType.FLOAT64);
    Map<String, byte[]> exprs = new LinkedHashMap<>();
    exprs.put("risk/java", strict.encode(RISK.call(doubled, col("b"))));
    exprs.put("total/java", strict.encode(TOTAL.call(col("a"))));
    exprs.put("counted/java", strict.encode(COUNTED.call(col("a"))));
    check("java", exprs);
  }

  @Test
  void namesThatPythonWroteAreEvaluatedHereToTheSame() {
    session.registerUdf(RISK);
    Expr risk = session.decode(written.get("risk/name"));
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        VectorSchemaRoot batch = table(allocator);
        ArrowProgram program = ArrowExpressions.over(SCHEMA).compile(allocator, risk);
        FieldVector result = program.evaluate(batch)) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < result.getValueCount(); i++) {
        values.add(result.getObject(i));
      }
      assertThat(values).hasToString(ANSWERS.get("risk"));
    }
  }

  private static VectorSchemaRoot table(BufferAllocator allocator) {
    BigIntVector a = new BigIntVector("a", allocator);
    Float8Vector b = new Float8Vector("b", allocator);
    List<Long> as = Arrays.asList(1L, 2L, null, 4L);
    double[] bs = {0.5, 1.5, 2.5, -1.0};
    for (int i = 0; i < bs.length; i++) {
      if (as.get(i) == null) {
        a.setNull(i);
      } else {
        a.setSafe(i, as.get(i));
      }
      b.setSafe(i, bs[i]);
    }
    a.setValueCount(bs.length);
    b.setValueCount(bs.length);
    return VectorSchemaRoot.of(a, b);
  }

  private static Definition definition(Expr expr) {
    if (expr instanceof Expr.ScalarCall call) {
      return call.definition();
    }
    return expr instanceof Expr.AggregateCall call
        ? call.definition()
        : ((Expr.WindowCall) expr).definition();
  }
}
