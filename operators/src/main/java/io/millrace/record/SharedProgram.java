// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.bind.TypedExpr;
import io.millrace.column.RowValue;
import io.millrace.compile.Graph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A program that is a tree of terms over columns, and terms, that it shares with others. */
final class SharedProgram<T> extends RowProgram<T> {
  private final List<TypedExpr> outputs;
  private final RowPrograms<T> others;
  private final List<Relay> relays = new ArrayList<>();
  private final List<RowValue> results;
  private MutualTerms.Uses uses;

  SharedProgram(List<TypedExpr> outputs, Graph graph, RowPrograms<T> others, Limits limits) {
    this.outputs = List.copyOf(outputs);
    this.others = others;
    boolean timed = limits.of(Limit.BATCH_MILLIS) != Long.MAX_VALUE;
    for (RowValue value : make(graph)) {
      relays.add(timed ? new TimedValue(value, limits) : new Relay(value));
    }
    results = List.copyOf(relays);
    uses.settle(this);
  }

  /** With what is common by now. */
  void remake() {
    uses.leave();
    List<RowValue> made = make(new Graph(Graph.Inputs.SOUND));
    for (int i = 0; i < made.size(); i++) {
      relays.get(i).become(made.get(i));
    }
    uses.settle(this);
  }

  private List<RowValue> make(Graph graph) {
    int[] roots = outputs.stream().mapToInt(graph::add).toArray();
    uses = others.common().of(graph);
    try {
      Inputs inputs = new Inputs(graph, new Needs(graph), new BitSet(), others::input);
      TermClasses classes = new SharedClasses();
      return results(
          roots,
          inputs,
          new TermCompiler(graph, roots, classes, inputs, others.place(), uses),
          classes);
    } catch (RuntimeException e) {
      uses.leave();
      throw e;
    }
  }

  @Override
  public RowProgram<T> move(T row) {
    others.move(row);
    return this;
  }

  @Override
  public List<RowValue> results() {
    return results;
  }

  @Override
  public boolean inBlocks() {
    return false;
  }

  @Override
  public void close() {
    uses.leave();
  }
}
