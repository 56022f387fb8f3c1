// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.ArrowBatch;
import io.millrace.column.ArrowStreams;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.compile.WindowProgram;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Field;
import io.millrace.function.Volatility;
import io.millrace.operator.ArrowExpressions;
import io.millrace.operator.ArrowProgram;
import io.millrace.sql.SqlParser;
import io.millrace.wire.ExprCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/** Takes a case through the stations: decode, encode, parse, print, bind, compile, evaluate. */
final class Evaluation {
  private final InputTables tables;
  private final BufferAllocator allocator;
  private final Mode mode;
  private final ModeCounts counts = new ModeCounts();
  private final ExprCodec codec = ExprCodec.create();

  /**
   * @param mode in which expressions over rows are run; null for all, whose answers are compared
   */
  Evaluation(InputTables tables, BufferAllocator allocator, Mode mode) {
    this.tables = tables;
    this.allocator = allocator;
    this.mode = mode;
  }

  /** Of what was compared. */
  ModeCounts counts() {
    return counts;
  }

  /** A failure that is no refusal is a defect of ours: it is kept in the outcome and counted. */
  Outcome of(Case asked) throws IOException {
    Outcome outcome = new Outcome(asked.id());
    try {
      run(asked, outcome);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      outcome.defect = e;
    }
    return outcome;
  }

  private void run(Case asked, Outcome outcome) throws IOException {
    InputTable table = tables.get(asked.input());
    Expr parsed = null;
    try {
      parsed = SqlParser.over(table.schema()).withDialect(asked.dialect()).parse(asked.sql());
      outcome.parsed = codec.encode(parsed);
    } catch (MillraceException e) {
      outcome.error = e;
    }
    if (asked.expr() == null && parsed == null) {
      return;
    }
    try {
      Expr expr = asked.expr() == null ? parsed : codec.decode(asked.expr());
      outcome.roundtrip = codec.encode(expr);
      outcome.name = ExprPrinter.schemaName(expr);
      outcome.error = null;
      evaluate(asked.kind(), expr, table, outcome);
    } catch (MillraceException e) {
      outcome.error = e;
    }
  }

  private void evaluate(Case.Kind kind, Expr expr, InputTable table, Outcome outcome)
      throws IOException {
    Binder binder = Binder.over(table.schema());
    if (kind == Case.Kind.AGGREGATE) {
      TypedExpr bound = binder.bindAggregate(expr);
      outcome.type = bound.type().toString();
      if (mode == null) {
        Aggregation.of(List.of(bound)).calls().forEach(call -> compare(call.children(), table));
      }
      outcome.result = whole(bound, table);
      OptionalInt group = table.schema().indexOf("g");
      if (group.isPresent()) {
        outcome.grouped = grouped(bound, table, group.getAsInt());
      }
    } else if (kind == Case.Kind.WINDOW || expr instanceof Expr.WindowCall) {
      TypedExpr bound = binder.bindWindow(expr);
      outcome.type = bound.type().toString();
      outcome.result = windowed(bound, table);
    } else {
      TypedExpr bound = binder.bind(expr);
      outcome.type = bound.type().toString();
      if (mode == null) {
        Answers answers = compare(List.of(bound), table);
        // now() is another one each time it is bound
        boolean same = binder.bind(expr).equals(bound);
        outcome.result = rows(expr, table, same ? answers : null);
      } else {
        outcome.result = mode == Mode.BLOCK ? rows(expr, table, null) : rows(bound, table);
      }
    }
  }

  /**
   * Runs expressions in all modes.
   *
   * @return the answers of the first; null if they are not the same each time
   */
  private Answers compare(List<TypedExpr> exprs, InputTable table) {
    if (exprs.stream().anyMatch(Evaluation::isVolatile)) {
      counts.addVolatile();
      return null;
    }
    Running running = new Running(exprs, table);
    counts.add(running);
    List<Answers> blocks = running.in(Mode.BLOCK);
    for (Mode other : List.of(Mode.ROW, Mode.FUSED)) {
      List<Answers> found = running.in(other);
      for (int i = 0; i < exprs.size(); i++) {
        String difference = blocks.get(i).difference(found.get(i));
        if (difference != null) {
          throw new AssertionError("modes BLOCK and " + other + " differ: " + difference);
        }
      }
    }
    return exprs.isEmpty() ? null : blocks.get(0);
  }

  private static boolean isVolatile(TypedExpr expr) {
    return (expr instanceof TypedExpr.Call call
            && call.function().volatility() == Volatility.VOLATILE)
        || expr.children().stream().anyMatch(Evaluation::isVolatile);
  }

  /** In the mode that is asked for. */
  private byte[] rows(TypedExpr bound, InputTable table) throws IOException {
    Answers answers = new Running(List.of(bound), table).in(mode).get(0);
    try (ResultTable result = new ResultTable(allocator, Field.of("value", bound.type()))) {
      result.add(new Block[] {answers.toBlock()}, answers.size());
      return result.toBytes();
    }
  }

  /**
   * From Arrow to Arrow.
   *
   * @param expected null if that is not known
   */
  private byte[] rows(Expr expr, InputTable table, Answers expected) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArrowProgram program = ArrowExpressions.over(table.schema()).compile(allocator, expr);
        DictionaryProvider.MapDictionaryProvider dictionaries =
            new DictionaryProvider.MapDictionaryProvider();
        VectorSchemaRoot result =
            program.evaluateAll(table.root(), table.dictionaries(), dictionaries)) {
      ArrowStreams.write(result, dictionaries, out);
      if (expected != null) {
        requireSame(expected, new ArrowBatch(result, dictionaries));
      }
    } catch (MillraceException e) {
      if (e.code() == ErrorCode.EVALUATION && expected != null && expected.firstFailure() == null) {
        throw new AssertionError("only from Arrow to Arrow it fails", e);
      }
      throw e;
    }
    return out.toByteArray();
  }

  private static void requireSame(Answers expected, ArrowBatch found) {
    Answers answers = new Answers(found.fields().get(0).type());
    while (found.next()) {
      answers.add(found.column(0), new RowErrors(), found.rows());
    }
    String difference = expected.difference(answers);
    if (difference != null) {
      throw new AssertionError("in blocks and from Arrow to Arrow: " + difference);
    }
  }

  private byte[] windowed(TypedExpr bound, InputTable table) throws IOException {
    try (WindowProgram program =
            WindowProgram.compile(Windowing.of(List.of(bound)), Block.CAPACITY);
        ResultTable result = new ResultTable(allocator, Field.of("value", bound.type()))) {
      ArrowBatch batch = table.batch();
      while (batch.next()) {
        program.add(batch);
      }
      program.finish();
      RowErrors[] errors = {new RowErrors()};
      for (int row = 0; row < program.rows(); row += Block.CAPACITY) {
        int count = Math.min(Block.CAPACITY, program.rows() - row);
        Block[] values = program.results(row, count, errors);
        refuse(errors[0]);
        result.add(values, count);
      }
      return result.toBytes();
    }
  }

  private byte[] whole(TypedExpr bound, InputTable table) throws IOException {
    try (GroupProgram program =
            GroupProgram.compile(Aggregation.of(List.of(bound)), Block.CAPACITY);
        ResultTable result = new ResultTable(allocator, Field.of("value", bound.type()))) {
      program.resize(1);
      feed(program, table, new int[table.rows()]);
      result.add(results(program, 1), 1);
      return result.toBytes();
    }
  }

  private byte[] grouped(TypedExpr bound, InputTable table, int key) throws IOException {
    Field group = table.schema().fields().get(key);
    Map<Object, Integer> places = new LinkedHashMap<>();
    int[] rowPlaces = places(table, key, group.type(), places);
    List<Object> sorted = new ArrayList<>(places.keySet());
    sorted.sort(Comparator.nullsLast(Comparator.comparing(String.class::cast)));
    int[] ranks = new int[sorted.size()];
    for (int i = 0; i < ranks.length; i++) {
      ranks[places.get(sorted.get(i))] = i;
    }
    int[] slots = Arrays.stream(rowPlaces).map(place -> ranks[place]).toArray();
    try (GroupProgram program =
            GroupProgram.compile(Aggregation.of(List.of(bound)), Block.CAPACITY);
        ResultTable result = new ResultTable(allocator, group, Field.of("value", bound.type()))) {
      program.resize(sorted.size());
      feed(program, table, slots);
      Block[] values = results(program, sorted.size());
      Block keys = block(group.type(), sorted);
      result.add(
          Stream.concat(Stream.of(keys), Stream.of(values)).toArray(Block[]::new), sorted.size());
      return result.toBytes();
    }
  }

  private static Block block(DataType type, List<Object> values) {
    Block block = Block.of(Lane.of(type), values.size());
    for (int i = 0; i < values.size(); i++) {
      Cells.set(block, i, type, values.get(i));
    }
    return block;
  }

  /** For each row the number of its key, in order of appearance. */
  private static int[] places(
      InputTable table, int key, DataType type, Map<Object, Integer> places) {
    int[] rowPlaces = new int[table.rows()];
    ArrowBatch batch = table.batch();
    while (batch.next()) {
      for (int i = 0; i < batch.rows(); i++) {
        Object value = Cells.get(batch.column(key), i, type);
        Integer place = places.get(value);
        if (place == null) {
          place = places.size();
          places.put(value, place);
        }
        rowPlaces[batch.start() + i] = place;
      }
    }
    return rowPlaces;
  }

  private static void feed(GroupProgram program, InputTable table, int[] slots) {
    RowErrors errors = new RowErrors();
    ArrowBatch batch = table.batch();
    while (batch.next()) {
      int[] some = Arrays.copyOfRange(slots, batch.start(), batch.start() + batch.rows());
      program.update(batch, some, errors);
      refuse(errors);
    }
  }

  private static Block[] results(GroupProgram program, int count) {
    RowErrors[] errors = {new RowErrors()};
    Block[] blocks = program.results(count, errors);
    refuse(errors[0]);
    return blocks;
  }

  /** DataFusion fails a whole query for one row. */
  private static void refuse(RowErrors errors) {
    if (!errors.isEmpty()) {
      throw new MillraceException(ErrorCode.EVALUATION, errors.message(errors.next(0)));
    }
  }
}
