// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.window.FrameBounds;
import io.millrace.window.GrownColumn;
import io.millrace.window.OrderKey;
import io.millrace.window.Ordering;
import io.millrace.window.Partition;
import io.millrace.window.PartitionEvaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One call of a {@link WindowProgram}: where its parts are kept, and its values. */
final class WindowStep {
  private final TypedExpr.WindowCall call;
  private final PartitionEvaluator evaluator;

  /** The arguments, followed by the filter if there is one. */
  private final int[] args;

  /** Those of PARTITION BY, then those of ORDER BY. */
  private final int[] keys;

  private final int startLimit;
  private final int endLimit;
  private final RowErrors failed = new RowErrors();
  private int[] places;
  private Block sorted;

  /**
   * @param kept where each part of calls is kept
   */
  WindowStep(TypedExpr.WindowCall call, Map<TypedExpr, Integer> kept) {
    this.call = call;
    evaluator = call.function().evaluator().apply(call.request());
    List<TypedExpr> given = new ArrayList<>(call.args());
    if (call.filter() != null) {
      given.add(call.filter());
    }
    args = given.stream().mapToInt(kept::get).toArray();
    List<TypedExpr> by = new ArrayList<>(call.partitionBy());
    by.addAll(call.orderBy());
    keys = by.stream().mapToInt(kept::get).toArray();
    startLimit = call.startLimit() == null ? -1 : kept.get(call.startLimit());
    endLimit = call.endLimit() == null ? -1 : kept.get(call.endLimit());
  }

  /** What calls have in common whose rows are sorted alike. */
  List<Object> order() {
    return List.of(call.partitionBy(), call.orderBy(), call.keys());
  }

  /** As in DataFusion, keys that are constants are none: one key is sorted unlike several. */
  Ordering ordering(List<GrownColumn> kept, int rows) {
    List<OrderKey> partitionBy = new ArrayList<>();
    List<OrderKey> orderBy = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    int parts = call.partitionBy().size();
    for (int i = 0; i < keys.length; i++) {
      TypedExpr key = i < parts ? call.partitionBy().get(i) : call.orderBy().get(i - parts);
      if (!(key instanceof TypedExpr.Constant)) {
        blocks.add(kept.get(keys[i]).block());
        if (i < parts) {
          partitionBy.add(new OrderKey(key.type(), true, false));
        } else {
          orderBy.add(call.keys().get(i - parts));
        }
      }
    }
    return new Ordering(partitionBy, orderBy, blocks, rows);
  }

  /** Evaluates the call for all rows. */
  void run(List<GrownColumn> kept, RowErrors[] keptErrors, Ordering ordering, int rows) {
    places = ordering.places();
    sorted = Block.of(Lane.of(call.type()), Math.max(1, rows));
    Block[] values =
        Arrays.stream(args)
            .mapToObj(arg -> ordering.sorted(kept.get(arg).block()))
            .toArray(Block[]::new);
    FrameBounds frames = frames(kept, ordering, rows);
    RowErrors errors = new RowErrors();
    for (Partition partition : ordering.partitions()) {
      frames.find(partition);
      evaluate(partition, frames, values, errors);
    }
    failed.clear();
    for (int row = 0; row < rows && !errors.isEmpty(); row++) {
      if (errors.failed(places[row])) {
        failed.mark(row, errors.cause(places[row]));
      }
    }
    for (int part : args) {
      failed.addAll(keptErrors[part]);
    }
    for (int part : keys) {
      failed.addAll(keptErrors[part]);
    }
  }

  /** What fails as a whole fails for each row of the partition. */
  private void evaluate(Partition partition, FrameBounds frames, Block[] values, RowErrors errors) {
    try {
      evaluator.evaluate(partition, frames, values, sorted, errors);
    } catch (EvaluationError e) {
      for (int row = partition.from(); row < partition.to(); row++) {
        errors.mark(row, e);
        sorted.setNull(row);
      }
    }
  }

  private FrameBounds frames(List<GrownColumn> kept, Ordering ordering, int rows) {
    boolean far =
        call.request().frame().start().hasOffset() || call.request().frame().end().hasOffset();
    OrderKey key = far && call.keys().size() == 1 ? call.keys().get(0) : null;
    return new FrameBounds(
        call.request().frame(),
        key,
        key == null ? null : sorted(kept, ordering, keys[keys.length - 1]),
        sorted(kept, ordering, startLimit),
        sorted(kept, ordering, endLimit),
        rows);
  }

  private static Block sorted(List<GrownColumn> kept, Ordering ordering, int column) {
    return column < 0 ? null : ordering.sorted(kept.get(column).block());
  }

  /** The values by sorted rows. */
  Block sorted() {
    return sorted;
  }

  /** Where each row stands among the sorted. */
  int[] places() {
    return places;
  }

  /** The rows without an answer, of {@code count} rows from {@code first} on. */
  void errors(int first, int count, RowErrors to) {
    WindowProgram.copyErrors(failed, first, count, to);
  }

  void clear() {
    sorted = null;
    places = null;
    failed.clear();
  }
}
