// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Which nodes are evaluated where: a plan for all rows of a batch, and below it one for each
 * operand that is only evaluated for the rows that need it. Such a plan takes over what the plans
 * around it evaluate anyway.
 */
final class Plan {
  /** Evaluated here. */
  final BitSet own = new BitSet();

  /** Taken over from the plan around this one. */
  final BitSet captured = new BitSet();

  final int[] roots;

  private final Graph graph;
  private final Plan parent;
  private final Map<Integer, Plan[]> operands = new HashMap<>();

  private Plan(Graph graph, Plan parent, int[] roots) {
    this.graph = graph;
    this.parent = parent;
    this.roots = roots;
  }

  static Plan of(Graph graph, int[] roots) {
    Plan plan = new Plan(graph, null, roots);
    plan.close();
    plan.nest();
    return plan;
  }

  /** The plan of operand {@code i} of a node; null if it is evaluated in this one. */
  Plan operand(Node node, int i) {
    Plan[] plans = operands.get(node.id());
    return plans == null ? null : plans[i];
  }

  private void close() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int root : roots) {
      open.push(root);
    }
    while (!open.isEmpty()) {
      int id = open.pop();
      if (own.get(id) || captured.get(id)) {
        continue;
      }
      if (parent != null && parent.lends(id)) {
        capture(id);
        continue;
      }
      own.set(id);
      Node node = graph.node(id);
      for (int i = 0; i < node.args().length; i++) {
        if (node.evaluatesAll(graph.node(node.args()[i]), i)) {
          open.push(node.args()[i]);
        }
      }
    }
  }

  private void nest() {
    int[] conditional = own.stream().filter(id -> isConditional(graph.node(id))).toArray();
    for (int id : conditional) {
      Node node = graph.node(id);
      Plan[] plans = new Plan[node.args().length];
      for (int i = 0; i < plans.length; i++) {
        int operand = node.args()[i];
        if (!node.evaluatesAll(graph.node(operand), i) && !own.get(operand)) {
          plans[i] = new Plan(graph, this, new int[] {operand});
          plans[i].close();
          plans[i].nest();
        }
      }
      operands.put(id, plans);
    }
  }

  private static boolean isConditional(Node node) {
    return node.isChoice() || node.isLogic();
  }

  /** Columns can always be had; constants are cheaper made anew than taken over. */
  private boolean lends(int id) {
    if (graph.node(id).isConstant()) {
      return false;
    }
    return graph.node(id).isInput()
        || own.get(id)
        || captured.get(id)
        || (parent != null && parent.lends(id));
  }

  private void capture(int id) {
    captured.set(id);
    if (!parent.own.get(id) && !parent.captured.get(id)) {
      if (parent.parent == null) {
        parent.own.set(id);
      } else {
        parent.capture(id);
      }
    }
  }
}
