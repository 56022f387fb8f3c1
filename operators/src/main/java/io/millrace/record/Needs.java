// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Lane;
import io.millrace.compile.Graph;
import io.millrace.compile.Node;
import java.util.BitSet;

/** Which columns the nodes of a graph are sure to look at, as ids of the columns' nodes. */
final class Needs {
  private final Graph graph;
  private final BitSet[] needed;

  Needs(Graph graph) {
    this.graph = graph;
    needed = new BitSet[graph.size()];
    for (int id = 0; id < needed.length; id++) {
      needed[id] = needed(graph.node(id));
    }
  }

  private BitSet needed(Node node) {
    int[] args = node.args();
    if (args.length == 1) {
      return needed[args[0]];
    }
    BitSet all = new BitSet();
    if (node.isInput()) {
      all.set(node.id());
    }
    int sure = node.isChoice() || node.isLogic() ? 1 : args.length;
    for (int i = 0; i < sure; i++) {
      all.or(needed[args[i]]);
    }
    return all;
  }

  /** Whenever a node is evaluated; not to be changed. */
  BitSet of(int id) {
    return needed[id];
  }

  /** Whole columns that every row needs, and those that are numbers, which are cheap to read. */
  BitSet ofEveryRow(int[] roots) {
    BitSet all = new BitSet();
    for (int root : roots) {
      all.or(needed[root]);
    }
    for (int id = 0; id < needed.length; id++) {
      if (graph.node(id).expr() instanceof TypedExpr.Input input) {
        all.set(id, input.path().isEmpty() && (all.get(id) || isNumber(input)));
      }
    }
    return all;
  }

  private static boolean isNumber(TypedExpr.Input input) {
    return switch (Lane.of(input.type())) {
      case BOOL, LONG, DOUBLE -> true;
      case BYTES, INT128, OBJECT, NESTED -> false;
    };
  }
}
