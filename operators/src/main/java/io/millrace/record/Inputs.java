// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.compile.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The columns that an expression looks at: read for each row at once, or where one is needed. */
final class Inputs {
  private final Needs needs;
  private final BitSet atOnce;
  private final Term[] leaves;
  private final Input<?>[] others;
  private final Columns columns = new Columns();

  /**
   * @param atOnce ids of the columns that are read into {@link #columns} before anything else
   * @param other makes or finds what reads another one
   */
  Inputs(Graph graph, Needs needs, BitSet atOnce, Function<TypedExpr.Input, Input<?>> other) {
    this.needs = needs;
    this.atOnce = atOnce;
    leaves = new Term[graph.size()];
    others = new Input<?>[graph.size()];
    for (int id = 0; id < leaves.length; id++) {
      if (!(graph.node(id).expr() instanceof TypedExpr.Input input)) {
        continue;
      }
      if (atOnce.get(id)) {
        leaves[id] = Leaf.of(input.type());
        columns.add(input.index(), input.type(), leaves[id]);
      } else {
        others[id] = other.apply(input);
        leaves[id] = others[id].leaf();
      }
    }
  }

  Term leaf(int id) {
    return leaves[id];
  }

  /** All columns of a node that looks at all that is below it. */
  Term[] leaves(int id) {
    return needs.of(id).stream().mapToObj(input -> leaves[input]).toArray(Term[]::new);
  }

  /** Adds the columns that are looked at whenever a node is evaluated. */
  void addNeeded(int id, BitSet read) {
    read.or(needs.of(id));
  }

  /**
   * What a node reads when it is evaluated, but for what is read already; null if there is nothing.
   */
  Load load(int id, BitSet read) {
    BitSet missing = (BitSet) needs.of(id).clone();
    missing.andNot(read);
    missing.andNot(atOnce);
    List<Input<?>> inputs = new ArrayList<>();
    missing.stream().forEach(input -> inputs.add(others[input]));
    return inputs.isEmpty() ? null : new Load(inputs);
  }

  boolean areAllAtOnce() {
    return Arrays.stream(others).allMatch(Objects::isNull);
  }

  /** Those that are read at once. */
  Columns columns() {
    return columns;
  }
}
