// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.udf.JavaForm;
import io.millrace.udf.WindowEvaluator;
import io.millrace.udf.WindowUdf;
import io.millrace.window.FrameBounds;
import io.millrace.window.Partition;
import io.millrace.window.PartitionEvaluator;
import io.millrace.window.WindowFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What an evaluator of the user's says of the rows of a partition: of all at once, or row by row
 * from its frame or its own range. What fails for all rows fails each, what fails for one that one.
 */
final class PartitionCalls implements PartitionEvaluator {
  /** A value for each row of a partition. */
  private interface All {
    List<Object> values(WindowEvaluator evaluator) throws Exception;
  }

  private final WindowUdf function;
  private final List<DataType> types;
  private final int arity;
  private final DataType result;
  private final JavaForm resultForm;
  private final boolean nullable;
  private final boolean startsWithPartition;
  private final Watch watch;

  PartitionCalls(WindowUdf function, WindowFunction.Request request) {
    this.function = function;
    types = request.call().types();
    arity = function.arguments().size();
    result = function.returns().type();
    resultForm = JavaForm.of(result);
    nullable = function.returns().nullable();
    startsWithPartition = request.frame().onlyGrows();
    watch = new Watch(function);
  }

  @Override
  public void evaluate(
      Partition partition, FrameBounds frames, Block[] args, Block out, RowErrors errors) {
    try {
      WindowEvaluator evaluator = watch.run(() -> function.code().create());
      if (evaluator == null) {
        throw new NullPointerException("it made no evaluator");
      }
      Way way = watch.run(() -> Way.of(evaluator));
      int columns = way == Way.FRAMES ? types.size() : arity;
      List<List<Object>> values = values(partition, args, columns);
      switch (way) {
        case FRAMES, RANGES -> {
          byRow(evaluator, way, values, partition, frames, out, errors);
          memoize(evaluator);
        }
        case RANKS -> {
          List<WindowEvaluator.Rows> peers = peers(partition);
          atOnce(
              evaluator, each -> each.evaluateAllWithRank(partition.rows(), peers), partition, out);
        }
        case PARTITION ->
            atOnce(evaluator, each -> each.evaluateAll(values, partition.rows()), partition, out);
      }
    } catch (Throwable e) {
      throw Failures.error(function, e);
    }
  }

  /** Which of its methods an evaluator wants to be asked by; DataFusion asks in this order. */
  private enum Way {
    FRAMES,
    RANKS,
    RANGES,
    PARTITION;

    static Way of(WindowEvaluator evaluator) {
      if (evaluator.usesWindowFrame()) {
        return FRAMES;
      } else if (evaluator.includeRank()) {
        return RANKS;
      }
      return evaluator.supportsBoundedExecution() ? RANGES : PARTITION;
    }
  }

  private List<List<Object>> values(Partition partition, Block[] args, int count) {
    List<List<Object>> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DataType type = types.get(i);
      JavaForm form = JavaForm.of(type);
      Object[] column = new Object[partition.rows()];
      for (int row = 0; row < column.length; row++) {
        column[row] = form.toJava(Cells.get(args[i], partition.from() + row, type), type);
      }
      columns.add(Collections.unmodifiableList(Arrays.asList(column)));
    }
    return Collections.unmodifiableList(columns);
  }

  private void byRow(
      WindowEvaluator evaluator,
      Way way,
      List<List<Object>> values,
      Partition partition,
      FrameBounds frames,
      Block out,
      RowErrors errors) {
    int from = partition.from();
    for (int row = from; row < partition.to(); row++) {
      int place = row - from;
      WindowEvaluator.Rows frame =
          way == Way.FRAMES
              ? new WindowEvaluator.Rows(frames.start(row) - from, frames.end(row) - from)
              : null;
      try {
        Object given =
            watch.run(
                () ->
                    evaluator.evaluate(
                        values, frame == null ? evaluator.range(place, partition.rows()) : frame));
        Cells.set(out, row, result, literal(given));
      } catch (Throwable e) {
        errors.mark(row, Failures.error(function, e));
        out.setNull(row);
      }
    }
  }

  private void memoize(WindowEvaluator evaluator) throws Exception {
    watch.run(
        () -> {
          if (startsWithPartition && evaluator.supportsBoundedExecution()) {
            evaluator.memoize();
          }
          return null;
        });
  }

  private void atOnce(WindowEvaluator evaluator, All all, Partition partition, Block out)
      throws Exception {
    Object[] literals = watch.run(() -> literals(all.values(evaluator), partition.rows()));
    for (int i = 0; i < literals.length; i++) {
      Cells.set(out, partition.from() + i, result, literals[i]);
    }
  }

  /** A list of the user's is code of the user's, too. */
  private Object[] literals(List<Object> given, int rows) {
    int count = given.size();
    if (count != rows) {
      throw new IllegalArgumentException("it gave " + count + " values, expected " + rows);
    }
    Object[] literals = new Object[rows];
    int at = 0;
    for (Object each : given) {
      literals[at++] = literal(each);
    }
    return literals;
  }

  private Object literal(Object given) {
    if (given == null && !nullable) {
      throw new NullPointerException("it gave null, expected a value");
    }
    return Failures.literal(function, resultForm, given, result);
  }

  private static List<WindowEvaluator.Rows> peers(Partition partition) {
    List<WindowEvaluator.Rows> peers = new ArrayList<>();
    for (int group = 0; group < partition.groups().length; group++) {
      peers.add(
          new WindowEvaluator.Rows(
              partition.groupStart(group) - partition.from(),
              partition.groupEnd(group) - partition.from()));
    }
    return List.copyOf(peers);
  }
}
