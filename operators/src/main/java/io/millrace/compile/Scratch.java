// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.Lane;
import io.millrace.column.RowSteps;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * Blocks in which programs compute. Programs of one thread may share it, so that ten thousand of
 * them need no more memory than the largest; results of one are then valid until the next call of
 * any of them.
 */
@Internal
public final class Scratch {
  /** Rows after which a shape is worth the fusion of its calls. */
  static final long ROWS_TO_FUSION = 20_000_000;

  private final int capacity;
  private final long rowsToFusion;
  private final Map<Lane, List<Block>> blocks = new EnumMap<>(Lane.class);
  private final List<int[]> rows = new ArrayList<>();
  private final CodeCache codes = new CodeCache();

  /** How many lambdas programs are in. */
  private final int depth;

  /** Of all lambdas in lambdas. */
  private final ElementCount inside;

  /** Elements, and captured values repeated for them, that the bodies of lambdas are run over. */
  private final Map<Lane, List<Block>> inputs = new EnumMap<>(Lane.class);

  private final int[][] places = new int[2][];
  private Scratch below;

  public Scratch(int capacity) {
    // Blocks of a few rows gain nothing.
    this(capacity, capacity == Block.CAPACITY ? ROWS_TO_FUSION : Long.MAX_VALUE);
  }

  Scratch(int capacity, long rowsToFusion) {
    this(capacity, rowsToFusion, 0, new ElementCount(RowSteps.MOST));
  }

  Scratch(int capacity, ElementCount inside) {
    this(capacity, Long.MAX_VALUE, 0, inside);
  }

  private Scratch(int capacity, long rowsToFusion, int depth, ElementCount inside) {
    this.inside = inside;
    this.capacity = capacity;
    this.rowsToFusion = rowsToFusion;
    this.depth = depth;
  }

  /** Where the bodies of these programs' lambdas compute, one after another. */
  Scratch below() {
    if (below == null) {
      below = new Scratch(Block.CAPACITY, ROWS_TO_FUSION, depth + 1, inside);
    }
    return below;
  }

  int depth() {
    return depth;
  }

  ElementCount inside() {
    return inside;
  }

  Block input(Lane lane, int index) {
    return block(inputs, lane, index);
  }

  /** Places of elements, as {@code rows} are of what programs compute. */
  int[] places(int index) {
    if (places[index] == null) {
      places[index] = new int[capacity];
    }
    return places[index];
  }

  long rowsToFusion() {
    return rowsToFusion;
  }

  /** How often programs were compiled into this scratch, and how often that gave code anew. */
  CodeCache.Counts codes() {
    return codes.counts();
  }

  /** The code of a graph's shape, made if it is new. */
  Code code(Graph graph, int[] roots) {
    Shape shape = Shape.of(graph, roots);
    Code known = codes.get(shape);
    return known == null ? codes.put(shape, new Code(graph, roots, this)) : known;
  }

  int capacity() {
    return capacity;
  }

  Block block(Lane lane, int index) {
    return block(blocks, lane, index);
  }

  private Block block(Map<Lane, List<Block>> pool, Lane lane, int index) {
    List<Block> all = pool.get(lane);
    if (all == null) {
      all = new ArrayList<>();
      pool.put(lane, all);
    }
    while (all.size() <= index) {
      all.add(Block.of(lane, capacity));
    }
    return all.get(index);
  }

  int[] rows(int index) {
    while (rows.size() <= index) {
      rows.add(new int[capacity]);
    }
    return rows.get(index);
  }
}
