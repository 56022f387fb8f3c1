// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.bind.TypedExpr;
import io.millrace.column.RowSource;
import io.millrace.column.RowValue;
import io.millrace.compile.Graph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/**
 * Compiled expressions that are evaluated a row at a time, with the answers and errors of {@link
 * io.millrace.compile.Program}. A column that cannot be read fails the expressions that come to
 * need it. Confined to one thread.
 */
@Internal
public abstract class RowProgram<T> {
  /**
   * The most operators inside one another of a program whose terms call each other, each taking up
   * to three frames of the stack. Deeper expressions run as programs over blocks of one row.
   */
  static final int MAX_DEPTH = 500;

  /** Whose classes the parts of a program are. */
  public enum Classes {
    /** All programs': made in microseconds, for expressions that come and go. */
    SHARED,
    /**
     * Its own: made in about a millisecond and then, as the JIT sees through all of it, twice as
     * fast; for the few expressions that stay as long as the job.
     */
    OWN
  }

  /** A program by itself, of {@linkplain Classes#SHARED shared} classes. */
  public static <T> RowProgram<T> compile(List<TypedExpr> outputs, RowSource<T> source) {
    return new RowPrograms<>(source).compile(outputs);
  }

  /** A program by itself. */
  public static <T> RowProgram<T> compile(
      List<TypedExpr> outputs, RowSource<T> source, Classes classes) {
    return switch (classes) {
      case SHARED -> compile(outputs, source);
      case OWN -> own(outputs, source);
    };
  }

  static <T> RowProgram<T> compile(
      List<TypedExpr> outputs, RowSource<T> source, RowPrograms<T> others, Limits limits) {
    Graph graph = new Graph(Graph.Inputs.SOUND);
    outputs.forEach(graph::add);
    return depth(graph) > MAX_DEPTH
        ? new DeepProgram<>(outputs, inputs(graph), source, others.place()).within(limits)
        : new SharedProgram<>(outputs, graph, others, limits);
  }

  /** The same program with {@link Limit#BATCH_MILLIS} for each expression in each row. */
  public final RowProgram<T> within(Limits limits) {
    return limits.of(Limit.BATCH_MILLIS) == Long.MAX_VALUE
        ? this
        : new TimedProgram<>(this, limits);
  }

  private static <T> RowProgram<T> own(List<TypedExpr> outputs, RowSource<T> source) {
    Graph graph = new Graph(Graph.Inputs.SOUND);
    int[] roots = outputs.stream().mapToInt(graph::add).toArray();
    Supplier<DeepProgram<T>> deep = () -> new DeepProgram<>(outputs, inputs(graph), source);
    if (depth(graph) > MAX_DEPTH) {
      return deep.get();
    }
    Place<T> place = new Place<>();
    Needs needs = new Needs(graph);
    Inputs inputs =
        new Inputs(
            graph, needs, needs.ofEveryRow(roots), input -> new Input<>(source, place, input));
    TermClasses classes = new OwnClasses();
    TermCompiler compiler = new TermCompiler(graph, roots, classes, inputs, place, null);
    return OwnProgram.of(
        new OwnProgram.Parts<>(
            inputs.reader(source),
            inputs.areAllAtOnce() && !compiler.remembers() ? null : place,
            results(roots, inputs, compiler, classes),
            deep));
  }

  static List<RowValue> results(
      int[] roots, Inputs inputs, TermCompiler compiler, TermClasses classes) {
    List<RowValue> results = new ArrayList<>();
    for (int root : roots) {
      Load before = inputs.load(root, new BitSet());
      results.add(Output.of(classes, compiler.term(root), before));
    }
    return List.copyOf(results);
  }

  /**
   * Looks at a row from now on, and so do all programs that were compiled together.
   *
   * @return the program that has its results: this one, or, where a column can not be read, another
   *     one, always the same, which fails just what needs that column
   */
  public abstract RowProgram<T> move(T row);

  /** A value for each output, always the same objects. */
  public abstract List<RowValue> results();

  /**
   * Whether a boolean output is true, not false or null; throws as {@link RowValue#compute} does.
   */
  public final boolean isTrue(int output) {
    return results().get(output).isTrue();
  }

  /** Whether its expressions are too deep for terms, so that each row is a block. */
  public abstract boolean inBlocks();

  /** It is not moved or looked at any more: what it has in common with others is theirs alone. */
  public void close() {}

  private static List<TypedExpr.Input> inputs(Graph graph) {
    return IntStream.range(0, graph.size())
        .mapToObj(id -> graph.node(id).expr())
        .filter(TypedExpr.Input.class::isInstance)
        .map(TypedExpr.Input.class::cast)
        .toList();
  }

  private static int depth(Graph graph) {
    int deepest = 0;
    int[] depths = new int[graph.size()];
    for (int id = 0; id < depths.length; id++) {
      for (int arg : graph.node(id).args()) {
        depths[id] = Math.max(depths[id], depths[arg] + 1);
      }
      deepest = Math.max(deepest, depths[id]);
    }
    return deepest;
  }
}
