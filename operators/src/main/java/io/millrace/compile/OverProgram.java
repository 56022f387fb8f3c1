// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.bind.TypedText;
import io.millrace.bind.Windowing;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.window.RunningCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * Compiled expressions with OVER, ready to run over partitions whose rows come one after another
 * and have no end: a frame is moved from row to row, and what has left all frames is forgotten.
 * Results are those of {@link WindowProgram} over all rows. Confined to one thread.
 */
@Internal
public final class OverProgram implements AutoCloseable {
  private final Program arguments;
  private final Program results;
  private final RowErrors[] argumentErrors;
  private final RowErrors[] columnErrors;
  private final List<TypedExpr> kept;
  private final int columns;
  private final List<OverStep> steps = new ArrayList<>();
  private final int[] partitionBy;
  private final OverOrder order;
  private final Running running;
  private final OneRow row;

  private OverProgram(Running running) {
    this.running = running;
    Windowing windowing = running.windowing();
    Map<TypedExpr, Integer> places = new LinkedHashMap<>();
    windowing.columns().forEach(each -> places.putIfAbsent(each, places.size()));
    windowing
        .calls()
        .forEach(call -> call.children().forEach(each -> places.putIfAbsent(each, places.size())));
    kept = List.copyOf(places.keySet());
    columns = windowing.columns().size();
    partitionBy = running.partitionBy().stream().mapToInt(places::get).toArray();
    order =
        new OverOrder(running.orderBy().stream().mapToInt(places::get).toArray(), running.keys());
    windowing.calls().forEach(call -> steps.add(new OverStep(call, places, order)));
    Scratch scratch = new Scratch(1);
    arguments = Program.compile(kept, scratch);
    results = Program.compile(windowing.results(), scratch, Graph.Inputs.MAY_FAIL);
    argumentErrors = errors(kept.size());
    row = new OneRow(windowing);
    columnErrors = errors(row.columns.length);
  }

  public static OverProgram compile(Running running) {
    return new OverProgram(running);
  }

  /** A row of results in the making. */
  private static final class OneRow implements Batch {
    final Block[] columns;

    OneRow(Windowing windowing) {
      columns =
          Stream.<TypedExpr>concat(windowing.columns().stream(), windowing.calls().stream())
              .map(expr -> Block.of(Lane.of(expr.type()), 1))
              .toArray(Block[]::new);
    }

    @Override
    public int rows() {
      return 1;
    }

    @Override
    public Block column(int index) {
      return columns[index];
    }
  }

  /**
   * What is to be kept of the one row of a batch. Throws EvaluationError if it can not be put in
   * order.
   *
   * @param time of the row, in milliseconds
   */
  public OverRow read(Batch one, long time) {
    Block[] values = arguments.evaluate(one, argumentErrors);
    List<Object> read = new ArrayList<>(values.length);
    List<Object> failures = new ArrayList<>(0);
    for (int i = 0; i < values.length; i++) {
      if (argumentErrors[i].failed(0)) {
        OverRow.fail(failures, i, argumentErrors[i].cause(0));
        read.add(null);
      } else {
        read.add(Cells.get(values[i], 0, kept.get(i).type()));
      }
    }
    OverRow made = new OverRow(read, failures, time, 0, 0);
    running.requireOrder(made, order);
    return made;
  }

  /** The values of PARTITION BY. */
  public List<Object> partition(OverRow of) {
    List<Object> values = new ArrayList<>(partitionBy.length);
    for (int place : partitionBy) {
      values.add(of.values().get(place));
    }
    return values;
  }

  /**
   * What the state of partitions is made of: the columns that are kept of rows, and the calls, each
   * with its name in front. States go on in programs of the same form only.
   */
  public List<String> form() {
    List<String> form = new ArrayList<>();
    form.add("columns " + TypedText.list(running.windowing().columns()));
    for (TypedExpr.WindowCall call : running.windowing().calls()) {
      form.add(call.function().name() + " " + TypedText.of(call));
    }
    return form;
  }

  /** A partition without rows. */
  public OverPartition open() {
    return new OverPartition(steps.stream().map(OverStep::open).toArray(RunningCall[]::new));
  }

  /** One that goes on; it is of a program with the same {@link #form}. */
  public OverPartition open(List<List<Object>> state) {
    OverPartition partition = open();
    partition.load(state);
    return partition;
  }

  /** Puts rows that come together into the order of the keys; equal ones stay as they came. */
  public void sort(List<OverRow> rows) {
    if (rows.size() > 1) {
      rows.sort((a, b) -> order.compare(a.values(), b.values()));
    }
  }

  /**
   * Adds a row behind the others, and returns it as it is to be kept under the number that is
   * {@link OverPartition#rows} before. Throws EvaluationError if it belongs before one of the
   * others, or beside one that was added earlier and may have an answer that it would have changed.
   *
   * @param together whether the last row came together with this one
   */
  public OverRow append(OverPartition partition, OverRow next, Together together) {
    int beside = partition.last == null ? -1 : order.compare(partition.last, next.values());
    if (beside > 0 || (beside == 0 && together == Together.NO && running.hasPeers())) {
      throw new EvaluationError(
          "its ORDER BY key is not behind that of rows before its time, expected keys that grow"
              + " as time does");
    }
    if (beside != 0) {
      partition.groupStart = partition.rows;
      partition.group++;
    }
    partition.last = next.values();
    partition.rows++;
    return next.in(partition.groupStart, partition.group);
  }

  /** Whether a row came in the same moment as the one before. */
  public enum Together {
    YES,
    NO
  }

  /**
   * When the next row of a partition can be answered, in milliseconds; {@code MIN_VALUE} at once,
   * {@code MAX_VALUE} when no row is to come any more.
   */
  public long readyAt(OverPartition partition, LongFunction<OverRow> rows) {
    OverRow next = rows.apply(partition.answered);
    long ready = Long.MIN_VALUE;
    for (OverStep step : steps) {
      ready = Math.max(ready, step.readyAt(next, running));
    }
    return ready;
  }

  /**
   * Answers the next row of a partition that has none yet, in row 0 of the results; {@code
   * errors[i]} (cleared first) tells whether result {@code i} has no answer. Valid until the next
   * call.
   */
  public Block[] answer(OverPartition partition, LongFunction<OverRow> rows, RowErrors[] errors) {
    long number = partition.answered++;
    OverRow of = rows.apply(number);
    for (int i = 0; i < row.columns.length; i++) {
      columnErrors[i].clear();
      row.columns[i].reset();
    }
    for (int i = 0; i < columns; i++) {
      DataType type = kept.get(i).type();
      Cells.set(row.columns[i], 0, type, of.values().get(i));
    }
    for (int i = 0; i < steps.size(); i++) {
      Block out = row.columns[columns + i];
      try {
        steps.get(i).answer(partition, i, number, rows, out);
      } catch (EvaluationError e) {
        columnErrors[columns + i].mark(0, e);
        out.setNull(0);
      }
    }
    return results.evaluate(row, columnErrors, errors);
  }

  @Override
  public void close() {
    arguments.close();
    results.close();
  }

  private static RowErrors[] errors(int count) {
    return Stream.generate(RowErrors::new).limit(count).toArray(RowErrors[]::new);
  }
}
