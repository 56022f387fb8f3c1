// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Compiled expressions over one schema, ready to run. Confined to one thread: scratch is reused
 * from call to call, so results are valid until the next one. Programs that differ in constants
 * only, compiled into one {@link Scratch}, share all but these.
 */
@Internal
public final class Program implements AutoCloseable {
  private final Code code;
  private final Parameters parameters;

  private Program(Graph graph, int[] roots, Scratch scratch) {
    code = scratch.code(graph, roots);
    parameters = Parameters.of(graph);
  }

  /**
   * @param capacity the most rows of a batch: {@link Block#CAPACITY}, or 1 for a row at a time
   */
  public static Program compile(List<TypedExpr> outputs, int capacity) {
    return compile(outputs, new Scratch(capacity));
  }

  /** Compiles into blocks that are shared with other programs of the same thread. */
  public static Program compile(List<TypedExpr> outputs, Scratch scratch) {
    return compile(outputs, scratch, Graph.Inputs.SOUND);
  }

  public static Program compile(List<TypedExpr> outputs, Scratch scratch, Graph.Inputs inputs) {
    Graph graph = new Graph(inputs, scratch);
    int[] roots = new int[outputs.size()];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = graph.add(outputs.get(i));
    }
    return new Program(graph, roots, scratch);
  }

  /**
   * Evaluates all outputs over a batch; {@code errors[i]} (cleared first) gets the failed rows of
   * output {@code i}, whose values are then arbitrary. Blocks may be those of the batch itself.
   */
  public Block[] evaluate(Batch batch, RowErrors[] errors) {
    return evaluate(batch, null, errors);
  }

  /**
   * The same where columns may have failed: {@code failed} has, column by column and for those that
   * are looked at, the rows that have no value. It may be filled while the batch is read.
   */
  public Block[] evaluate(Batch batch, RowErrors[] failed, RowErrors[] errors) {
    return code.run(parameters, batch, failed, errors);
  }

  public Tier tier() {
    return code.tier();
  }

  /**
   * What it does at the moment, a line a step.
   *
   * @param columns names of the columns of batches
   */
  public List<String> steps(List<String> columns) {
    return code.steps(columns);
  }

  /**
   * Fuses calls now instead of when enough rows have been seen. The JIT has yet to compile the
   * loops.
   *
   * @return why nothing can be fused, or empty
   */
  public Optional<Unfused> fuse() {
    return code.fuse();
  }

  @Override
  public void close() {}
}
