// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.bind.TypedExpr;
import io.millrace.closure.Deadline;
import io.millrace.column.ArrowBatch;
import io.millrace.column.ArrowColumn;
import io.millrace.column.BatchMemory;
import io.millrace.column.Block;
import io.millrace.column.Dictionaries;
import io.millrace.column.ResultColumn;
import io.millrace.column.RowErrors;
import io.millrace.column.SharedColumn;
import io.millrace.column.TimeLimit;
import io.millrace.compile.DirectCall;
import io.millrace.compile.Program;
import io.millrace.compile.Tier;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Expressions compiled for Arrow batches of one schema; made by {@link ArrowExpressions}. Confined
 * to one thread.
 *
 * <p>Batches stay the caller's and are only read. Results belong to the caller, too, who closes
 * them; they are allocated from the allocator that the program was compiled with and do not depend
 * on the program, which may be closed before. A column that is a result as it is, or a member of a
 * struct column, is not copied: the result shares its buffers by reference count, stays charged to
 * the batch's allocator until the batch's vector is closed, and must not be written to. (Where the
 * two allocators have no common root, it is copied.)
 *
 * <p>An evaluation that throws has freed all it made, and the program can go on with the next
 * batch. It throws {@link MillraceException}: EVALUATION with the first row that has no answer,
 * unless {@link OnError#NULL} was asked for; TYPE_MISMATCH for a batch of other columns;
 * UNKNOWN_NAME for a dictionary that is not given; LIMIT_EXCEEDED for results of more bytes than
 * {@code Limits} or the allocator admit; DEADLINE_EXCEEDED; INTERRUPTED if the thread is, which it
 * stays.
 */
@PublicEvolving
public final class ArrowProgram implements AutoCloseable {
  private final List<Expr> exprs;
  private final OnError onError;
  private final Limits limits;

  /** In nanoseconds; {@code Long.MAX_VALUE} for none. */
  private final long deadline;

  private final BatchMemory memory;
  private final ArrowBatch batch;
  private final ResultColumn[] results;

  /** Those of the results that are not shared. */
  private final List<ArrowColumn> columns = new ArrayList<>();

  private final List<Direct> directs = new ArrayList<>();

  /** Those of the columns that are outputs of the program, and which results they are. */
  private final ArrowColumn[] computed;

  private final int[] places;
  private final Program program;
  private final RowErrors[] errors;
  private long failures;
  private Schema schema = new Schema(List.of());

  private record Direct(DirectCall call, ArrowColumn column) {}

  ArrowProgram(
      ArrowExpressions options,
      List<Expr> exprs,
      List<TypedExpr> bound,
      List<Field> fields,
      BufferAllocator allocator) {
    this.exprs = exprs;
    onError = options.onError();
    limits = options.limits();
    deadline = TimeUnit.MILLISECONDS.toNanos(limits.of(Limit.BATCH_MILLIS));
    memory = new BatchMemory(allocator, limits);
    batch = new ArrowBatch(options.schema().fields());
    results = new ResultColumn[exprs.size()];
    List<ArrowColumn> outputColumns = new ArrayList<>();
    List<TypedExpr> outputs = new ArrayList<>();
    places = new int[results.length];
    for (int i = 0; i < results.length; i++) {
      Field field = fields.get(i);
      if (bound.get(i) instanceof TypedExpr.Input input) {
        results[i] = new SharedColumn(field, batch, input.index(), input.path(), memory);
        continue;
      }
      ArrowColumn column = new ArrowColumn(field, memory);
      results[i] = column;
      columns.add(column);
      Optional<DirectCall> direct = DirectCall.of(bound.get(i));
      if (direct.isPresent()) {
        directs.add(new Direct(direct.get(), column));
      } else {
        places[outputs.size()] = i;
        outputColumns.add(column);
        outputs.add(bound.get(i));
      }
    }
    computed = outputColumns.toArray(ArrowColumn[]::new);
    errors = new RowErrors[computed.length];
    Arrays.setAll(errors, i -> new RowErrors());
    program = Program.compile(outputs, Block.CAPACITY);
  }

  /** How it runs at the moment. */
  @Internal
  public Tier tier() {
    return program.tier();
  }

  /** Fuses calls now instead of when enough rows have been seen. */
  @Internal
  public void fuse() {
    program.fuse();
  }

  /** The values of the one expression, a row for each of the batch. */
  public FieldVector evaluate(VectorSchemaRoot rows) {
    return evaluate(rows, null, null);
  }

  /**
   * The same where columns or results have dictionaries.
   *
   * @param given has the dictionaries of the batch
   * @param made gets the dictionaries of the result, which it closes: shared ones under their ids,
   *     new ones under ids that neither has; meant for one batch
   */
  public FieldVector evaluate(
      VectorSchemaRoot rows,
      DictionaryProvider given,
      DictionaryProvider.MapDictionaryProvider made) {
    if (results.length != 1) {
      throw new IllegalStateException(
          "Cannot evaluate to one vector: found "
              + results.length
              + " expressions, expected one, or a call of evaluateAll");
    }
    return vectors(rows, given, made).get(0);
  }

  /** The values of all expressions, as columns with the names that DataFusion gives them. */
  public VectorSchemaRoot evaluateAll(VectorSchemaRoot rows) {
    return evaluateAll(rows, null, null);
  }

  /**
   * The same where columns or results have dictionaries.
   *
   * @param given has the dictionaries of the batch
   * @param made gets the dictionaries of the results, which it closes: shared ones under their ids,
   *     new ones under ids that neither has; meant for one batch
   */
  public VectorSchemaRoot evaluateAll(
      VectorSchemaRoot rows,
      DictionaryProvider given,
      DictionaryProvider.MapDictionaryProvider made) {
    List<FieldVector> vectors = vectors(rows, given, made);
    return new VectorSchemaRoot(resultSchema(), vectors, rows.getRowCount());
  }

  /** How many values were made null for want of an answer, in all batches. */
  public long failures() {
    return failures;
  }

  private List<FieldVector> vectors(
      VectorSchemaRoot rows,
      DictionaryProvider given,
      DictionaryProvider.MapDictionaryProvider made) {
    memory.begin();
    batch.over(rows, given);
    List<FieldVector> vectors = new ArrayList<>(results.length);
    try (Dictionaries dictionaries = new Dictionaries(memory, given, made)) {
      compute(rows.getRowCount());
      for (ResultColumn result : results) {
        vectors.add(result.finish(dictionaries));
      }
      dictionaries.hand();
    } catch (Throwable e) {
      for (FieldVector vector : vectors) {
        vector.close();
      }
      throw e;
    } finally {
      for (ArrowColumn column : columns) {
        column.close();
      }
    }
    return vectors;
  }

  private void compute(int rows) {
    if (columns.isEmpty()) {
      return;
    }
    for (ArrowColumn column : columns) {
      column.begin(rows);
    }
    try (Deadline open = new TimeLimit(limits).open("evaluate a batch")) {
      computeAll(rows);
    }
  }

  private void computeAll(int rows) {
    long start = deadline == Long.MAX_VALUE ? 0 : System.nanoTime();
    int most = computed.length > 0 ? Block.CAPACITY : DirectCall.CAPACITY;
    while (batch.next(most)) {
      check(start, rows);
      for (Direct direct : directs) {
        direct.call().run(batch, direct.column());
      }
      if (computed.length > 0) {
        Block[] blocks = program.evaluate(batch, errors);
        settle(blocks);
        for (int i = 0; i < computed.length; i++) {
          computed[i].add(blocks[i], batch.rows());
        }
      }
    }
  }

  private void check(long start, int rows) {
    if (Thread.currentThread().isInterrupted()) {
      throw new MillraceException(
          ErrorCode.INTERRUPTED, "Cannot " + goOn(rows) + ": found the thread interrupted");
    }
    if (deadline != Long.MAX_VALUE && batch.start() > 0 && System.nanoTime() - start >= deadline) {
      throw limits.exceeded(Limit.BATCH_MILLIS, goOn(rows), "it took longer");
    }
  }

  private String goOn(int rows) {
    return "go on after " + batch.start() + " of " + rows + " rows";
  }

  /** Deals with the rows that have no answer. */
  private void settle(Block[] blocks) {
    int first = Integer.MAX_VALUE;
    int output = -1;
    for (int i = 0; i < errors.length; i++) {
      if (errors[i].isEmpty()) {
        continue;
      }
      if (onError == OnError.FAIL) {
        int row = errors[i].next(0);
        if (row < first) {
          first = row;
          output = i;
        }
      } else {
        for (int row = errors[i].next(0); row >= 0; row = errors[i].next(row + 1)) {
          blocks[i].setNull(row);
          failures++;
        }
      }
    }
    if (output >= 0) {
      throw new MillraceException(
          errors[output].cause(first).code(),
          "Cannot evaluate "
              + ExprPrinter.display(exprs.get(places[output]))
              + " for row "
              + (batch.start() + first)
              + ": "
              + errors[output].message(first));
    }
  }

  /** Made anew only where a field is another one than that of the last batch. */
  @SuppressWarnings("ReferenceEquality") // only the same one is told cheaply
  private Schema resultSchema() {
    List<org.apache.arrow.vector.types.pojo.Field> last = schema.getFields();
    boolean same = last.size() == results.length;
    for (int i = 0; same && i < results.length; i++) {
      same = last.get(i) == results[i].arrowField();
    }
    if (!same) {
      schema = new Schema(Arrays.stream(results).map(ResultColumn::arrowField).toList());
    }
    return schema;
  }

  /** Results stay as they are. */
  @Override
  public void close() {
    program.close();
  }
}
