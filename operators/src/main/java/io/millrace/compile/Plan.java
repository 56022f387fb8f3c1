// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
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
  private final Map<Integer, FusedGroup> groups = new HashMap<>();
  private final BitSet fused = new BitSet();

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

  /** The nodes whose values the step of a node reads. */
  List<Integer> needs(int id) {
    FusedGroup group = group(id);
    if (group != null) {
      return group.inputs();
    }
    List<Integer> needs = new ArrayList<>();
    Node node = graph.node(id);
    if (selects(node)) {
      int[] arms = node.args();
      for (int i = 0; i < arms.length; i++) {
        needs.add(isCondition(arms, i) ? question(arms[i]).node() : arms[i]);
      }
      return needs;
    }
    int[] args = node.slotArgs();
    for (int i = 0; i < args.length; i++) {
      Plan nested = operand(node, i);
      if (nested == null) {
        needs.add(args[i]);
      } else {
        BitSet captured = nested.captured;
        for (int each = captured.nextSetBit(0); each >= 0; each = captured.nextSetBit(each + 1)) {
          needs.add(each);
        }
      }
    }
    return needs;
  }

  /** What is asked of a node to decide a choice. */
  record Question(SelectStep.Asks asks, int node) {}

  /** Whether a choice is made among values that are there for all rows. */
  boolean selects(Node node) {
    if (!node.isChoice() || node.fails() || !SelectStep.isFor(Lane.of(node.expr().type()))) {
      return false;
    }
    for (int i = 0; i < node.args().length; i++) {
      if (operand(node, i) != null) {
        return false;
      }
    }
    return true;
  }

  /** Operands of a choice are condition, value, condition, value, …, last value. */
  private static boolean isCondition(int[] arms, int i) {
    return i % 2 == 0 && i < arms.length - 1;
  }

  /** What a condition comes to: a test for nulls is asked of what it tests. */
  Question question(int condition) {
    Node node = graph.node(condition);
    boolean negated = node.isNot();
    if (negated) {
      node = graph.node(node.args()[0]);
    }
    if (node.expr() instanceof TypedExpr.IsNull) {
      int tested = node.args()[0];
      if (own.get(tested) || captured.get(tested)) {
        return new Question(negated ? SelectStep.Asks.NOT_NULL : SelectStep.Asks.NULL, tested);
      }
    }
    return new Question(SelectStep.Asks.TRUE, condition);
  }

  /** Finds what can be computed in fused loops, here and in the plans below. */
  List<FusedGroup> fuse() {
    List<FusedGroup> all = new ArrayList<>();
    for (FusedGroup group : FusedGroup.in(graph, this)) {
      all.add(group);
      groups.put(group.root(), group);
      group.nodes().stream().filter(id -> id != group.root()).forEach(fused::set);
    }
    for (Plan[] plans : operands.values()) {
      for (Plan nested : plans) {
        if (nested != null) {
          all.addAll(nested.fuse());
        }
      }
    }
    return all;
  }

  /** The group whose result a node is; null if it is that of none. */
  FusedGroup group(int id) {
    return groups.get(id);
  }

  /** Whether a node is computed inside a fused loop, and nowhere else. */
  boolean isFused(int id) {
    return fused.get(id);
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
    BitSet evaluated = (BitSet) own.clone();
    for (int id = evaluated.nextSetBit(0); id >= 0; id = evaluated.nextSetBit(id + 1)) {
      Node node = graph.node(id);
      if (!isConditional(node)) {
        continue;
      }
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
