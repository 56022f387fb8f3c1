// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.kernel.Kernel;

/** What programs of one {@link Shape} differ in: kernels, constants and sets, by node. */
final class Parameters {
  private final Object[] values;
  private final Kernel[] kernels;

  private Parameters(Object[] values, Kernel[] kernels) {
    this.values = values;
    this.kernels = kernels;
  }

  static Parameters of(Graph graph) {
    Object[] values = new Object[graph.size()];
    Kernel[] kernels = new Kernel[graph.size()];
    for (int id = 0; id < values.length; id++) {
      Node node = graph.node(id);
      if (node.kernel() != null) {
        values[id] = Loops.of(node.kernel());
        kernels[id] = node.kernel();
      } else if (node.expr() instanceof TypedExpr.Constant constant) {
        values[id] = single(constant);
      } else if (node.expr() instanceof TypedExpr.InSet set) {
        values[id] = Members.of(set);
      }
    }
    return new Parameters(values, kernels);
  }

  Loop loop(int node) {
    return (Loop) values[node];
  }

  Kernel kernel(int node) {
    return kernels[node];
  }

  /** A block with a constant in row 0. */
  Block constant(int node) {
    return (Block) values[node];
  }

  /** What {@link Members} made of a set. */
  Object members(int node) {
    return values[node];
  }

  private static Block single(TypedExpr.Constant constant) {
    Block block = Block.of(Lane.of(constant.type()), 1);
    Cells.set(block, 0, constant.type(), constant.literal().value());
    return block;
  }
}
