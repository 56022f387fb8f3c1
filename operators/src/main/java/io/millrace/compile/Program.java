// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * Compiled expressions over one schema, ready to run. Confined to one thread: scratch is reused
 * from call to call, so results are valid until the next one.
 */
@Internal
public final class Program implements AutoCloseable {
  private final Scope scope;
  private final int[] columns;
  private final int[] columnSlots;
  private final int[] outputSlots;
  private final Block[] outputs;

  private Program(Graph graph, int[] roots, Scratch scratch) {
    Map<Integer, Integer> slots = new HashMap<>();
    scope = Compiler.compile(graph, Plan.of(graph, roots), scratch, slots);
    int[] inputs =
        slots.keySet().stream()
            .filter(id -> graph.node(id).isInput())
            .mapToInt(id -> id)
            .sorted()
            .toArray();
    columns = new int[inputs.length];
    columnSlots = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      columns[i] = ((TypedExpr.Input) graph.node(inputs[i]).expr()).index();
      columnSlots[i] = slots.get(inputs[i]);
    }
    outputSlots = new int[roots.length];
    for (int i = 0; i < roots.length; i++) {
      outputSlots[i] = slots.get(roots[i]);
    }
    outputs = new Block[roots.length];
  }

  /**
   * @param capacity the most rows of a batch: {@link Block#CAPACITY}, or 1 for a row at a time
   */
  public static Program compile(List<TypedExpr> outputs, int capacity) {
    return compile(outputs, new Scratch(capacity));
  }

  /** Compiles into blocks that are shared with other programs of the same thread. */
  public static Program compile(List<TypedExpr> outputs, Scratch scratch) {
    return compile(outputs, scratch, Graph.Inputs.SOUND);
  }

  static Program compile(List<TypedExpr> outputs, Scratch scratch, Graph.Inputs inputs) {
    Graph graph = new Graph(inputs);
    return new Program(graph, outputs.stream().mapToInt(graph::add).toArray(), scratch);
  }

  /**
   * Evaluates all outputs over a batch; {@code errors[i]} (cleared first) gets the failed rows of
   * output {@code i}, whose values are then arbitrary. Blocks may be those of the batch itself.
   */
  public Block[] evaluate(Batch batch, RowErrors[] errors) {
    return evaluate(batch, null, errors);
  }

  /** {@code failed} has, column by column, the rows that have no value. */
  Block[] evaluate(Batch batch, RowErrors[] failed, RowErrors[] errors) {
    for (int i = 0; i < columns.length; i++) {
      scope.blocks[columnSlots[i]] = batch.column(columns[i]);
      if (failed != null) {
        scope.errors[columnSlots[i]] = failed[columns[i]];
      }
    }
    scope.run(batch.rows());
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = scope.blocks[outputSlots[i]];
      errors[i].clear();
      RowErrors causes = scope.errors[outputSlots[i]];
      if (causes != null) {
        errors[i].addAll(causes);
      }
    }
    return outputs;
  }

  @Override
  public void close() {}
}
