// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Lane;
import io.millrace.kernel.Kernel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls over numbers of which only the last result is needed, so that one loop can compute them
 * without writing what is between.
 *
 * @param root the last
 * @param nodes all of them, operands first
 * @param inputs what they read from blocks
 * @param constants what they read as scalars
 * @param form what the loop is generated from
 */
record FusedGroup(
    int root, List<Integer> nodes, List<Integer> inputs, List<Integer> constants, Form form) {
  /** Fewer calls gain nothing. */
  private static final int SMALLEST = 2;

  /** More calls make a loop that the JIT compiles badly or, beyond 8,000 bytes of code, never. */
  private static final int LARGEST = 64;

  /** Where a call finds an argument. */
  enum From {
    INPUT,
    CONSTANT,
    CALL
  }

  /** An argument: the {@code index}-th input, constant or call of a group. */
  record Source(From from, int index) {}

  /** A call of a kernel of a shape. */
  record Step(Class<? extends Kernel> shape, Class<? extends Kernel> kernel, List<Source> args) {}

  /** A group but for which nodes it is made of; groups of one form share a generated class. */
  record Form(List<Lane> inputs, List<Lane> constants, List<Step> steps, Lane result) {}

  /** The groups among the nodes that a plan evaluates itself. */
  static List<FusedGroup> in(Graph graph, Plan plan) {
    Map<Integer, List<Integer>> users = users(plan);
    Map<Integer, Integer> rootOf = new HashMap<>();
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    BitSet roots = new BitSet();
    for (int root : plan.roots) {
      roots.set(root);
    }
    for (int id = plan.own.previousSetBit(graph.size());
        id >= 0;
        id = id == 0 ? -1 : plan.own.previousSetBit(id - 1)) {
      if (graph.node(id).isFusible() && (roots.get(id) || users.containsKey(id))) {
        Integer group = roots.get(id) ? null : commonGroup(users.get(id), rootOf);
        int root = group != null && members.get(group).size() < LARGEST ? group : id;
        rootOf.put(id, root);
        members.computeIfAbsent(root, key -> new ArrayList<>()).add(id);
      }
    }
    return members.entrySet().stream()
        .filter(each -> each.getValue().size() >= SMALLEST)
        .map(each -> group(graph, each.getKey(), each.getValue()))
        .toList();
  }

  private static Map<Integer, List<Integer>> users(Plan plan) {
    Map<Integer, List<Integer>> users = new HashMap<>();
    plan.own.stream()
        .forEach(
            id ->
                plan.needs(id)
                    .forEach(each -> users.computeIfAbsent(each, k -> new ArrayList<>()).add(id)));
    return users;
  }

  private static Integer commonGroup(List<Integer> users, Map<Integer, Integer> rootOf) {
    Integer group = rootOf.get(users.get(0));
    return group != null && users.stream().allMatch(user -> group.equals(rootOf.get(user)))
        ? group
        : null;
  }

  private static FusedGroup group(Graph graph, int root, List<Integer> descending) {
    List<Integer> nodes = new ArrayList<>(descending);
    Collections.reverse(nodes);
    Set<Integer> inputs = new LinkedHashSet<>();
    Set<Integer> constants = new LinkedHashSet<>();
    for (int id : nodes) {
      for (int arg : graph.node(id).args()) {
        if (graph.node(arg).isValue()) {
          constants.add(arg);
        } else if (!nodes.contains(arg)) {
          inputs.add(arg);
        }
      }
    }
    List<Integer> in = List.copyOf(inputs);
    List<Integer> scalars = List.copyOf(constants);
    List<Step> steps = new ArrayList<>();
    for (int id : nodes) {
      Node node = graph.node(id);
      List<Source> sources = new ArrayList<>();
      for (int arg : node.args()) {
        if (constants.contains(arg)) {
          sources.add(new Source(From.CONSTANT, scalars.indexOf(arg)));
        } else if (inputs.contains(arg)) {
          sources.add(new Source(From.INPUT, in.indexOf(arg)));
        } else {
          sources.add(new Source(From.CALL, nodes.indexOf(arg)));
        }
      }
      steps.add(new Step(Loops.shape(node.kernel().getClass()), node.kernel().getClass(), sources));
    }
    Form form = new Form(lanes(graph, in), lanes(graph, scalars), steps, lane(graph, root));
    return new FusedGroup(root, List.copyOf(nodes), in, scalars, form);
  }

  private static List<Lane> lanes(Graph graph, List<Integer> ids) {
    return ids.stream().map(id -> lane(graph, id)).toList();
  }

  private static Lane lane(Graph graph, int id) {
    return Lane.of(graph.node(id).expr().type());
  }
}
