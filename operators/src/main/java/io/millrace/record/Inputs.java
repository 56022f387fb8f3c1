// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.RowReader;
import io.millrace.column.RowSource;
import io.millrace.compile.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** The columns that an expression looks at: read for each row at once, or where one is needed. */
final class Inputs {
  private final Needs needs;
  private final BitSet atOnce;
  private final Term[] leaves;
  private final Input<?>[] others;

  /** Of the columns that are read at once. */
  private final Map<Integer, Leaf> cells = new TreeMap<>();

  /**
   * @param atOnce ids of the columns that are read, by {@link #reader}, before anything else
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
        cells.put(input.index(), (Leaf) leaves[id]);
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

  /** Reads those that are read at once. */
  <T> RowReader<T> reader(RowSource<T> source) {
    int[] columns = cells.keySet().stream().mapToInt(Integer::intValue).toArray();
    return source.reader(columns, cells::get);
  }
}
