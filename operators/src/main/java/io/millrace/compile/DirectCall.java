// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.ArrowBatch;
import io.millrace.column.ArrowColumn;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.NativeValues;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * An expression of one cheap call over columns, run from Arrow's memory into Arrow's memory: where
 * nothing else is done, the copies into blocks and out of them cost more than the call. Confined to
 * one thread.
 */
@Internal
public final class DirectCall {
  /** The most rows of a call. */
  public static final int CAPACITY = 8 * Block.CAPACITY;

  private final Loop loop;
  private final int[] columns;
  private final Block constant;
  private final Block nulls = new BoolBlock(CAPACITY);
  private final Block otherNulls = new BoolBlock(CAPACITY);

  /**
   * @param constant the second argument of all rows, null if that is a column or there is none
   */
  private DirectCall(Loop loop, int[] columns, Block constant) {
    this.loop = loop;
    this.columns = columns;
    this.constant = constant;
  }

  /** Empty for all that is not such an expression. */
  public static Optional<DirectCall> of(TypedExpr expr) {
    Graph graph = new Graph(Graph.Inputs.SOUND);
    Node node = graph.node(graph.add(expr));
    if (!node.isFusible() || !Loops.isDirect(node.kernel()) || !NativeValues.are(expr.type())) {
      return Optional.empty();
    }
    int[] args = node.slotArgs();
    if (!Arrays.stream(args).mapToObj(graph::node).allMatch(DirectCall::isColumn)) {
      return Optional.empty();
    }
    Parameters parameters = Parameters.of(graph);
    return Optional.of(
        new DirectCall(
            parameters.loop(node.id()),
            Arrays.stream(args)
                .map(id -> ((TypedExpr.Input) graph.node(id).expr()).index())
                .toArray(),
            node.scalar() < 0 ? null : parameters.constant(node.scalar())));
  }

  private static boolean isColumn(Node node) {
    return node.expr() instanceof TypedExpr.Input input
        && input.path().isEmpty()
        && NativeValues.are(input.type());
  }

  /** Adds the results of the batch's rows to a column of the type of the expression. */
  public void run(ArrowBatch batch, ArrowColumn out) {
    int rows = batch.rows();
    batch.nulls(columns[0], nulls);
    if (columns.length > 1) {
      batch.nulls(columns[1], otherNulls);
      nulls.addNulls(otherNulls, rows);
    }
    long to = out.extend(nulls, rows);
    long from = batch.address(columns[0]);
    if (constant != null) {
      loop.directConstant(from, constant, to, rows);
    } else {
      loop.direct(from, columns.length > 1 ? batch.address(columns[1]) : 0, to, rows);
    }
  }
}
