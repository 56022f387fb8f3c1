// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.compile.Graph;
import io.millrace.compile.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What programs over the same rows have in common: a subexpression of two or more is evaluated at
 * most once a row, when the first of them needs it. One that only one program has is compiled into
 * that, and nothing is kept of its value; when a second comes, the first is made again. Operators
 * that cost no more than to look whether their value is known are no matter.
 */
final class MutualTerms {
  /** In additions. */
  private static final int LOOK = 4;

  /** One that is worth it. */
  private static final class Common {
    private final List<Object> key;
    private int users;

    /** Which has it, while it is one. */
    private SharedProgram<?> only;

    /** Null while only one program has it. */
    private Term term;

    Common(List<Object> key) {
      this.key = key;
    }
  }

  private final Map<List<Object>, Common> known = new HashMap<>();

  int size() {
    return known.size();
  }

  /** Of the expressions of a program, until it leaves them. */
  Uses of(Graph graph) {
    return new Uses(graph);
  }

  /** The expressions of one program that others may have as well. */
  final class Uses {
    /** By node; null where it is not worth it. */
    private final Common[] commons;

    /** Programs that have what this one makes common. */
    private final Set<SharedProgram<?>> others = Collections.newSetFromMap(new IdentityHashMap<>());

    private Uses(Graph graph) {
      commons = new Common[graph.size()];
      Object[] keys = new Object[graph.size()];
      for (int id = 0; id < keys.length; id++) {
        Node node = graph.node(id);
        keys[id] = key(node, keys);
        if (isWorthIt(node)) {
          Common common = known.computeIfAbsent(list(keys[id]), Common::new);
          common.users++;
          if (common.users == 2 && common.term == null) {
            others.add(common.only);
          }
          commons[id] = common;
          keys[id] = common;
        }
      }
    }

    /** The term of a node that other programs have, too; null if there is none yet. */
    Term term(int id) {
      return commons[id] == null ? null : commons[id].term;
    }

    /** Whether other programs have a node, too. */
    boolean isCommon(int id) {
      return commons[id] != null && commons[id].users > 1;
    }

    /** The term of a node that others have, from now on. */
    void put(int id, Term term) {
      commons[id].term = term;
    }

    /** Once a program has its terms. */
    void settle(SharedProgram<?> program) {
      for (Common common : commons) {
        if (common != null && common.users == 1) {
          common.only = program;
        }
      }
      others.forEach(SharedProgram::remake);
      others.clear();
    }

    void leave() {
      for (Common common : commons) {
        if (common != null && --common.users == 0) {
          known.remove(common.key);
        }
      }
    }
  }

  private static boolean isWorthIt(Node node) {
    boolean leaf = node.isInput() || node.isConstant();
    return !leaf && node.cost() > LOOK && !TermCompiler.isSame(node);
  }

  private static Object key(Node node, Object[] keys) {
    Object identity = Graph.identity(node.expr());
    if (node.args().length == 0) {
      return List.of(identity);
    }
    List<Object> key = new ArrayList<>(node.args().length + 1);
    key.add(identity);
    for (int arg : node.args()) {
      key.add(keys[arg]);
    }
    return key;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object key) {
    return (List<Object>) key;
  }
}
