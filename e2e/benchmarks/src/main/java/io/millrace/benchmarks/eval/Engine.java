// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.eval;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.benchmarks.workload.ArrowRows;
import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Query;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.ArrowBatch;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.compile.Program;
import io.millrace.compile.WindowProgram;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.operator.ArrowExpressions;
import io.millrace.operator.ArrowProgram;
import io.millrace.sql.SqlParser;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Our engine: the one place of this suite that calls it. */
final class Engine {
  static final String BLOCKS = "millrace blocks";
  static final String ARROW = "millrace arrow";

  /** Aggregates have no other tier. */
  private static final String FOLD = "blocks";

  private Engine() {}

  /** Over values in heap blocks. Throws {@link MillraceException} for what it can not do. */
  static Evaluator overBlocks(Query query, List<Rows> batches) {
    List<? extends Batch> blocks = Blocks.of(batches);
    return switch (query.kind()) {
      case ROW -> new RowsOverBlocks(query, blocks);
      case AGGREGATE -> new BlockFolds(query, blocks);
      case WINDOW -> new BlockWindow(query, blocks, batches);
    };
  }

  /** Arrow vectors in, an Arrow vector out. Throws {@link MillraceException}, too. */
  static Evaluator overArrow(Query query, List<VectorSchemaRoot> batches, BufferAllocator out) {
    return query.kind() == Query.Kind.ROW
        ? overArrow(query, Rows.schema(), batches, out)
        : new ArrowFolds(query, batches);
  }

  /** The same of a value for each row of any columns. */
  static Evaluator overArrow(
      Query query, Schema schema, List<VectorSchemaRoot> batches, BufferAllocator out) {
    return new RowsOverArrow(query, schema, batches, out);
  }

  private static TypedExpr bind(Query query) {
    Expr expr = SqlParser.over(Rows.schema()).parse(query.sql());
    Binder binder = Binder.over(Rows.schema());
    return switch (query.kind()) {
      case ROW -> binder.bind(expr);
      case AGGREGATE -> binder.bindAggregate(expr);
      case WINDOW -> binder.bindWindow(expr);
    };
  }

  private static void refuse(RowErrors errors) {
    if (!errors.isEmpty()) {
      throw new MillraceException(ErrorCode.EVALUATION, errors.message(errors.next(0)));
    }
  }

  private static final class RowsOverBlocks extends Evaluator {
    private final List<? extends Batch> batches;
    private final TypedExpr bound;
    private final Program program;
    private final RowErrors[] errors = {new RowErrors()};

    RowsOverBlocks(Query query, List<? extends Batch> batches) {
      super(BLOCKS);
      this.batches = batches;
      bound = bind(query);
      // Small batches are those of a program that takes large ones, too.
      program = Program.compile(List.of(bound), batches.get(0).rows() == 1 ? 1 : Block.CAPACITY);
    }

    @Override
    public String tier() {
      return program.tier().name().toLowerCase(Locale.ROOT);
    }

    @Override
    void grow() {
      program.fuse();
    }

    @Override
    Column answer() {
      Gathered answer = new Gathered();
      for (Batch batch : batches) {
        answer.add(Blocks.column(evaluate(batch), batch.rows(), bound.type()));
      }
      return answer.column();
    }

    @Override
    public long pass() {
      long rows = 0;
      for (Batch batch : batches) {
        evaluate(batch);
        rows += batch.rows();
      }
      return rows;
    }

    private Block evaluate(Batch batch) {
      Block result = program.evaluate(batch, errors)[0];
      refuse(errors[0]);
      return result;
    }

    @Override
    public void close() {
      program.close();
    }
  }

  private static final class RowsOverArrow extends Evaluator {
    private final List<VectorSchemaRoot> batches;
    private final ArrowProgram program;

    RowsOverArrow(
        Query query, Schema schema, List<VectorSchemaRoot> batches, BufferAllocator allocator) {
      super(ARROW);
      this.batches = batches;
      program = ArrowExpressions.over(schema).compile(allocator, query.sql());
    }

    @Override
    public String tier() {
      return program.tier().name().toLowerCase(Locale.ROOT);
    }

    @Override
    void grow() {
      program.fuse();
    }

    @Override
    Column answer() {
      Gathered answer = new Gathered();
      for (VectorSchemaRoot root : batches) {
        try (FieldVector vector = program.evaluate(root)) {
          answer.add(ArrowRows.column(vector));
        }
      }
      return answer.column();
    }

    @Override
    public long pass() {
      long rows = 0;
      for (VectorSchemaRoot root : batches) {
        program.evaluate(root).close();
        rows += root.getRowCount();
      }
      return rows;
    }

    @Override
    public void close() {
      program.close();
    }
  }

  /**
   * All rows as one window, whose values are doubles; answers are in the order of {@code ts}, as
   * DataFusion has them.
   */
  private static final class BlockWindow extends Evaluator {
    private final List<? extends Batch> batches;
    private final List<Rows> rows;
    private final TypedExpr bound;
    private final WindowProgram program;
    private final RowErrors[] errors = {new RowErrors()};

    BlockWindow(Query query, List<? extends Batch> batches, List<Rows> rows) {
      super(BLOCKS);
      this.batches = batches;
      this.rows = rows;
      bound = bind(query);
      program = WindowProgram.compile(Windowing.of(List.of(bound)), Block.CAPACITY);
    }

    @Override
    public String tier() {
      return FOLD;
    }

    @Override
    Column answer() {
      Gathered answer = new Gathered();
      evaluate(answer::add);
      double[] values = ((Column.Doubles) answer.column()).values();
      double[] ordered = IntStream.of(order()).mapToDouble(row -> values[row]).toArray();
      return new Column.Doubles(ordered.length, ordered, null);
    }

    private int[] order() {
      long[] times =
          rows.stream().flatMapToLong(each -> LongStream.of(each.ts().values())).toArray();
      return IntStream.range(0, times.length)
          .boxed()
          .sorted(Comparator.comparingLong(row -> times[row]))
          .mapToInt(row -> row)
          .toArray();
    }

    @Override
    public long pass() {
      return evaluate(null);
    }

    private long evaluate(Consumer<Column> to) {
      program.clear();
      batches.forEach(program::add);
      program.finish();
      for (int first = 0; first < program.rows(); first += program.capacity()) {
        int count = Math.min(program.capacity(), program.rows() - first);
        Block result = program.results(first, count, errors)[0];
        refuse(errors[0]);
        if (to != null) {
          to.accept(Blocks.column(result, count, bound.type()));
        }
      }
      return program.rows();
    }

    @Override
    public void close() {
      program.close();
    }
  }

  /**
   * One group of all rows, emptied for each pass: DataFusion's time has no planning in it either.
   */
  private abstract static class Folds extends Evaluator {
    final GroupProgram program;
    final RowErrors errors = new RowErrors();
    private final TypedExpr bound;
    private final List<List<Object>> empty;

    Folds(String name, Query query) {
      super(name);
      bound = bind(query);
      program = GroupProgram.compile(Aggregation.of(List.of(bound)), Block.CAPACITY);
      program.resize(1);
      empty = program.state(0);
    }

    /** Returns how many rows there are. */
    abstract long fold();

    @Override
    public String tier() {
      return FOLD;
    }

    @Override
    Column answer() {
      pass();
      RowErrors[] failed = {new RowErrors()};
      Block result = program.results(1, failed)[0];
      refuse(failed[0]);
      return Blocks.column(result, 1, bound.type());
    }

    @Override
    public long pass() {
      program.load(0, empty);
      return fold();
    }

    @Override
    public void close() {
      program.close();
    }
  }

  private static final class BlockFolds extends Folds {
    private final List<? extends Batch> batches;

    BlockFolds(Query query, List<? extends Batch> batches) {
      super(BLOCKS, query);
      this.batches = batches;
    }

    @Override
    long fold() {
      long rows = 0;
      for (Batch batch : batches) {
        program.update(batch, 0, errors);
        refuse(errors);
        rows += batch.rows();
      }
      return rows;
    }
  }

  private static final class ArrowFolds extends Folds {
    private final List<VectorSchemaRoot> batches;
    private final ArrowBatch batch = new ArrowBatch(Rows.schema().fields());

    ArrowFolds(Query query, List<VectorSchemaRoot> batches) {
      super(ARROW, query);
      this.batches = batches;
    }

    @Override
    long fold() {
      long rows = 0;
      for (VectorSchemaRoot root : batches) {
        batch.over(root, null);
        while (batch.next()) {
          program.update(batch, 0, errors);
          refuse(errors);
        }
        rows += root.getRowCount();
      }
      return rows;
    }
  }
}
