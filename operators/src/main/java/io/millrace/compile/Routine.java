// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** The steps of a shape, and where they compute. */
final class Routine {
  private final Scope scope;
  private final TypedExpr.Input[] columns;
  private final int[] columnSlots;
  private final int[] outputSlots;
  private final Block[] outputs;

  /**
   * @param fused the loops of the plan's groups, if it has any
   */
  Routine(Graph graph, Plan plan, Scratch scratch, Map<FusedGroup.Form, FusedLoop> fused) {
    Map<Integer, Integer> slots = new HashMap<>();
    scope = Compiler.compile(graph, plan, scratch, fused, slots);
    BitSet inputs = new BitSet();
    for (int id : slots.keySet()) {
      inputs.set(id, graph.node(id).isInput());
    }
    columns = new TypedExpr.Input[inputs.cardinality()];
    columnSlots = new int[columns.length];
    int count = 0;
    for (int id = inputs.nextSetBit(0); id >= 0; id = inputs.nextSetBit(id + 1)) {
      columns[count] = (TypedExpr.Input) graph.node(id).expr();
      columnSlots[count++] = slots.get(id);
    }
    outputSlots = new int[plan.roots.length];
    for (int i = 0; i < outputSlots.length; i++) {
      outputSlots[i] = slots.get(plan.roots[i]);
    }
    outputs = new Block[outputSlots.length];
  }

  /**
   * @param failed column by column the rows that have no value; null if there are none
   */
  Block[] run(Parameters parameters, Batch batch, RowErrors[] failed, RowErrors[] errors) {
    for (int i = 0; i < columns.length; i++) {
      scope.blocks[columnSlots[i]] = read(batch, columns[i]);
      if (failed != null) {
        scope.errors[columnSlots[i]] = failed[columns[i].index()];
      }
    }
    scope.run(parameters, batch.rows());
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

  private static Block read(Batch batch, TypedExpr.Input input) {
    return input.path().isEmpty()
        ? batch.column(input.index())
        : batch.member(input.index(), input.path(), input.type());
  }
}
