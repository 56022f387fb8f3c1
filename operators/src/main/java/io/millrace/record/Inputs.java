// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.RowReader;
import io.millrace.column.RowSource;
import io.millrace.compile.Graph;
import io.millrace.compile.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The columns that an expression looks at. What every row needs, and what is a number, is read at
 * once for each row; the rest where it is needed.
 */
final class Inputs<T> {
  private final Term[] leaves;

  /** For each node the ids of the columns that are looked at whenever it is evaluated. */
  private final BitSet[] needed;

  private final BitSet atOnce = new BitSet();
  private final Columns columns = new Columns();
  private final RowReader<T> reader;
  private final Input<T>[] others;
  private final Input.Place<T> place = new Input.Place<>();

  Inputs(Graph graph, int[] roots, RowSource<T> source) {
    leaves = new Term[graph.size()];
    needed = new BitSet[graph.size()];
    for (int id = 0; id < needed.length; id++) {
      add(graph.node(id));
    }
    for (int root : roots) {
      needed[root].stream().filter(id -> isWhole(graph, id)).forEach(atOnce::set);
    }
    others = array(graph.size());
    BitSet read = new BitSet();
    for (int id = 0; id < leaves.length; id++) {
      if (leaves[id] != null) {
        TypedExpr.Input input = (TypedExpr.Input) graph.node(id).expr();
        if (atOnce.get(id)) {
          columns.add(input.index(), input.type(), leaves[id]);
          read.set(input.index());
        } else {
          others[id] = new Input<>(source, place, input, leaves[id]);
        }
      }
    }
    reader = source.reader(read.stream().toArray());
  }

  private static boolean isWhole(Graph graph, int id) {
    return ((TypedExpr.Input) graph.node(id).expr()).path().isEmpty();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> Input<T>[] array(int length) {
    return new Input[length];
  }

  private void add(Node node) {
    int id = node.id();
    if (node.expr() instanceof TypedExpr.Input input) {
      needed[id] = new BitSet();
      needed[id].set(id);
      leaves[id] = Leaf.of(input.type());
      boolean number = !(leaves[id] instanceof BytesTerm || leaves[id] instanceof BlockTerm);
      atOnce.set(id, number && input.path().isEmpty());
      return;
    }
    int[] args = node.args();
    if (args.length == 1) {
      needed[id] = needed[args[0]];
      return;
    }
    needed[id] = new BitSet();
    int sure = node.isChoice() || node.isLogic() ? 1 : args.length;
    for (int i = 0; i < sure; i++) {
      needed[id].or(needed[args[i]]);
    }
  }

  Term leaf(int id) {
    return leaves[id];
  }

  /** All columns of a node that looks at all that is below it. */
  Term[] leaves(int id) {
    return needed[id].stream().mapToObj(input -> leaves[input]).toArray(Term[]::new);
  }

  /** Adds the columns that are looked at whenever a node is evaluated. */
  void addNeeded(int id, BitSet read) {
    read.or(needed[id]);
  }

  /**
   * What a node reads when it is evaluated, but for what is read already; null if there is nothing.
   */
  Load load(int id, BitSet read) {
    BitSet missing = (BitSet) needed[id].clone();
    missing.andNot(read);
    missing.andNot(atOnce);
    List<Input<?>> inputs = new ArrayList<>();
    missing.stream().forEach(input -> inputs.add(others[input]));
    return inputs.isEmpty() ? null : new Load(inputs);
  }

  RowReader<T> reader() {
    return reader;
  }

  Columns columns() {
    return columns;
  }

  /** The columns that are not read at once. */
  List<Input<T>> others() {
    List<Input<T>> all = new ArrayList<>();
    for (Input<T> input : others) {
      if (input != null) {
        all.add(input);
      }
    }
    return all;
  }

  Input.Place<T> place() {
    return place;
  }
}
