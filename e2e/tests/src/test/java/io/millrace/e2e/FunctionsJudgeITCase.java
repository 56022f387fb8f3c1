// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.compile.WindowProgram;
import io.millrace.expr.DataType;
import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Payload;
import io.millrace.expr.Schema;
import io.millrace.expr.SortKey;
import io.millrace.expr.WindowFrame;
import io.millrace.memory.ArrowMemory;
import io.millrace.operator.ArrowExpressions;
import io.millrace.operator.ArrowProgram;
import io.millrace.session.SessionContext;
import io.millrace.udf.Accumulator;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.WindowEvaluator;
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
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
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
          "counted", "[0, 1, 2, 3]",
          "framed", "[5, 3, 2, 4]");

  private static final ScalarUdf RISK =
      ScalarUdf.of("risk", (Double a, Double b) -> a == null || b == null ? null : a * b);
  private static final AggregateUdf TOTAL =
      AggregateUdf.of(
          "total", List.of(DataType.INT64), DataType.INT64, List.of(DataType.INT64), Total::new);
  private static final WindowUdf COUNTED =
      WindowUdf.of("counted", List.of(DataType.INT64), DataType.INT64, Counted::new);
  private static final WindowUdf FRAMED =
      WindowUdf.of("framed", List.of(DataType.INT64), DataType.INT64, Framed::new);

  @TempDir static Path directory;

  private static Python python;
  private static Map<String, byte[]> written;

  private final SessionContext session =
      SessionContext.create()
          .withLogicalExtensionCodec(SessionContext.create().asExtensionCodec(), "shared");

  /** As in Python, of what is not null. */
  private static final class Total implements Accumulator {
    private long sum;

    @Override
    public void update(List<Object> args) {
      sum += args.get(0) == null ? 0 : (Long) args.get(0);
    }

    @Override
    public void merge(List<Object> state) {
      update(state);
    }

    @Override
    public List<Object> state() {
      return List.of(sum);
    }

    @Override
    public Object evaluate() {
      return sum;
    }
  }

  /** The number of each row. */
  private static final class Counted implements WindowEvaluator {
    @Override
    public List<Object> evaluateAll(List<List<Object>> columns, int rows) {
      return LongStream.range(0, rows).<Object>mapToObj(Long::valueOf).toList();
    }
  }

  /** What is not null in the frame of a row, added up. */
  private static final class Framed implements WindowEvaluator {
    @Override
    public boolean usesWindowFrame() {
      return true;
    }

    @Override
    public Object evaluate(List<List<Object>> columns, Rows range) {
      return columns.get(0).subList(range.start(), range.end()).stream()
          .filter(Objects::nonNull)
          .mapToLong(Long.class::cast)
          .sum();
    }
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
    assertThat(written).hasSize(12);
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
    session.registerUdwf(FRAMED);
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
    exprs.put("framed/java", strict.encode(framed()));
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

  private static Expr framed() {
    Literal one = new Literal(DataType.UINT64, 1L);
    Literal none = new Literal(DataType.UINT64, 0L);
    WindowFrame frame =
        new WindowFrame(
            WindowFrame.Units.ROWS,
            new WindowFrame.Bound(WindowFrame.Direction.PRECEDING, one),
            new WindowFrame.Bound(WindowFrame.Direction.FOLLOWING, none));
    return FRAMED.call(
        List.of(col("a")), List.of(), List.of(new SortKey(col("b"), true, true)), frame);
  }

  @Test
  void namesOfWindowFunctionsAndAggregatesThatPythonWroteAreEvaluatedHereToTheSame() {
    session.registerUdaf(TOTAL);
    session.registerUdwf(COUNTED);
    session.registerUdwf(FRAMED);
    for (String name : List.of("counted", "framed")) {
      Expr expr = session.decode(written.get(name + "/name"));
      TypedExpr bound = Binder.over(SCHEMA).bindWindow(expr);
      try (WindowProgram program = WindowProgram.compile(Windowing.of(List.of(bound)), 8)) {
        program.add(rows());
        program.finish();
        RowErrors[] errors = {new RowErrors()};
        Block block = program.results(0, program.rows(), errors)[0];
        assertThat(errors[0].isEmpty()).isTrue();
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < program.rows(); row++) {
          values.add(Cells.get(block, row, bound.type()));
        }
        assertThat(values).as(name).hasToString(ANSWERS.get(name));
      }
    }
    TypedExpr total = Binder.over(SCHEMA).bindAggregate(session.decode(written.get("total/name")));
    try (GroupProgram program = GroupProgram.compile(Aggregation.of(List.of(total)), 8)) {
      program.resize(1);
      program.update(rows(), 0, new RowErrors());
      Block block = program.results(1, new RowErrors[] {new RowErrors()})[0];
      assertThat(List.of(Cells.get(block, 0, total.type()))).hasToString(ANSWERS.get("total"));
    }
  }

  private static RowBatch rows() {
    Object[][] rows = {{1L, 0.5}, {2L, 1.5}, {null, 2.5}, {4L, -1.0}};
    RowBatch batch = new RowBatch(List.of(DataType.INT64, DataType.FLOAT64), rows.length);
    for (Object[] row : rows) {
      batch.addRow();
      batch.set(0, row[0]);
      batch.set(1, row[1]);
    }
    return batch;
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
