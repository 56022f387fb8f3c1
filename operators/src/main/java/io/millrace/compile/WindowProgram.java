// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.closure.Deadline;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.window.GrownColumn;
import io.millrace.window.Ordering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * Compiled expressions with OVER, ready to run over all rows of a window: rows are added batch by
 * batch, {@link #finish} evaluates the calls, and then there is a row of results for each row, in
 * the order in which they came. Calls with the same PARTITION BY and ORDER BY share one sort.
 * Confined to one thread.
 */
@Internal
public final class WindowProgram implements AutoCloseable {
  private final Windowing windowing;
  private final int capacity;
  private final Program arguments;
  private final Program results;

  /** What is kept of each row, by the expression that it is the value of. */
  private final Map<TypedExpr, Integer> places = new LinkedHashMap<>();

  private final List<GrownColumn> kept = new ArrayList<>();
  private final RowErrors[] argumentErrors;

  /** By the number of the row in the window. */
  private final RowErrors[] keptErrors;

  private final List<WindowStep> steps = new ArrayList<>();
  private final WindowRows rowsOfBlock;
  private final RowErrors[] columnErrors;
  private int rows;

  private WindowProgram(Windowing windowing, int capacity, Graph.Inputs inputs) {
    this.windowing = windowing;
    this.capacity = capacity;
    Scratch scratch = new Scratch(capacity);
    windowing.columns().forEach(this::keep);
    for (TypedExpr.WindowCall call : windowing.calls()) {
      call.children().forEach(this::keep);
      steps.add(new WindowStep(call, places));
    }
    List<TypedExpr> outputs = List.copyOf(places.keySet());
    outputs.forEach(output -> kept.add(new GrownColumn(Lane.of(output.type()))));
    arguments = Program.compile(outputs, scratch, inputs);
    argumentErrors = errors(outputs.size());
    keptErrors = errors(outputs.size());
    rowsOfBlock = new WindowRows(windowing, capacity);
    columnErrors = errors(windowing.columns().size() + windowing.calls().size());
    results = Program.compile(windowing.results(), scratch, Graph.Inputs.MAY_FAIL);
  }

  /**
   * @param capacity the most rows of a batch, and the most whose results are asked for at once
   */
  public static WindowProgram compile(Windowing windowing, int capacity) {
    return compile(windowing, capacity, Graph.Inputs.SOUND);
  }

  static WindowProgram compile(Windowing windowing, int capacity, Graph.Inputs inputs) {
    return new WindowProgram(windowing, capacity, inputs);
  }

  private void keep(TypedExpr expr) {
    places.putIfAbsent(expr, places.size());
  }

  /** Forgets all rows. */
  public void clear() {
    rows = 0;
    kept.forEach(GrownColumn::clear);
    for (RowErrors each : keptErrors) {
      each.clear();
    }
    steps.forEach(WindowStep::clear);
  }

  /**
   * Adds the rows of a batch behind those that there are. Where an argument or a key has no answer
   * it counts as null, and the calls that it belongs to have none for that row. Throws
   * MillraceException with LIMIT_EXCEEDED if they are too many.
   */
  public void add(Batch batch) {
    add(batch, null);
  }

  /** The same where columns of the batch may have failed, as {@link Program#evaluate} has it. */
  void add(Batch batch, RowErrors[] failed) {
    Limits.DEFAULT.check(
        Limit.WINDOW_ROWS, "evaluate OVER", (long) rows + batch.rows(), "rows of a window");
    Block[] values = arguments.evaluate(batch, failed, argumentErrors);
    for (int i = 0; i < values.length; i++) {
      kept.get(i).add(values[i], argumentErrors[i], batch.rows());
      for (int row = argumentErrors[i].next(0); row >= 0; row = argumentErrors[i].next(row + 1)) {
        keptErrors[i].mark(rows + row, argumentErrors[i].cause(row));
      }
    }
    rows += batch.rows();
  }

  /**
   * Evaluates the calls over the rows that were added, after which results may be asked for. Throws
   * DEADLINE_EXCEEDED where the thread has a {@link Deadline} that is over.
   */
  public void finish() {
    Map<List<Object>, Ordering> orderings = new HashMap<>();
    for (WindowStep step : steps) {
      Ordering ordering =
          orderings.computeIfAbsent(step.order(), unknown -> step.ordering(kept, rows));
      step.run(kept, keptErrors, ordering, rows);
      Deadline.more();
    }
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /**
   * The results of {@code count} rows from {@code first} on, in rows from 0 on; {@code errors[i]}
   * (cleared first) gets the rows for which result {@code i} has no answer. Valid until the next
   * call.
   */
  public Block[] results(int first, int count, RowErrors[] errors) {
    int columns = windowing.columns().size();
    rowsOfBlock.start(count);
    for (int i = 0; i < columns; i++) {
      rowsOfBlock.gather(i, kept.get(i).block(), null, first);
      copyErrors(keptErrors[i], first, count, columnErrors[i]);
    }
    for (int i = 0; i < steps.size(); i++) {
      WindowStep step = steps.get(i);
      rowsOfBlock.gather(columns + i, step.sorted(), step.places(), first);
      step.errors(first, count, columnErrors[columns + i]);
    }
    return results.evaluate(rowsOfBlock, columnErrors, errors);
  }

  /** The failed of {@code count} rows from {@code first} on, in rows from 0 on. */
  static void copyErrors(RowErrors from, int first, int count, RowErrors to) {
    to.clear();
    for (int row = from.next(first); row >= 0 && row < first + count; row = from.next(row + 1)) {
      to.mark(row - first, from.cause(row));
    }
  }

  /** The most rows whose results may be asked for at once. */
  public int capacity() {
    return capacity;
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
