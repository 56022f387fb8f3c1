// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What programs of one {@link Shape} in one {@link Scratch} share. Kernels and constants are the
 * program's and are given with each batch. Once the shape has seen enough rows, the calls that can
 * be are fused into generated loops, in the background.
 */
final class Code {
  private final Graph graph;
  private final int[] roots;
  private final Scratch scratch;
  private Routine routine;
  private Tier tier = Tier.BLOCKS;
  private long rowsToFusion;

  /** The plan with groups whose loops are being made; null if none are. */
  private Plan fusing;

  private CompletableFuture<Map<FusedGroup.Form, FusedLoop>> loops;

  Code(Graph graph, int[] roots, Scratch scratch) {
    this.graph = graph;
    this.roots = roots;
    this.scratch = scratch;
    rowsToFusion = scratch.rowsToFusion();
    routine = new Routine(graph, Plan.of(graph, roots), scratch, Map.of());
  }

  Tier tier() {
    return tier;
  }

  List<String> steps(List<String> columns) {
    Plan plan = Plan.of(graph, roots);
    if (tier == Tier.FUSED) {
      plan.fuse();
    }
    return Listing.of(graph, plan, columns);
  }

  /**
   * @param failed column by column the rows that have no value; null if there are none
   */
  Block[] run(Parameters parameters, Batch batch, RowErrors[] failed, RowErrors[] errors) {
    if (rowsToFusion > 0) {
      rowsToFusion -= batch.rows();
      if (rowsToFusion <= 0) {
        beginFusion(parameters);
      }
    } else if (fusing != null && loops.isDone()) {
      endFusion();
    }
    return routine.run(parameters, batch, failed, errors);
  }

  /**
   * Fuses what can be, now.
   *
   * @return why nothing can, or empty
   */
  Optional<Unfused> fuse() {
    if (tier == Tier.BLOCKS) {
      rowsToFusion = 0;
      Plan plan = Plan.of(graph, roots);
      use(plan, Fusion.now(plan.fuse()));
    }
    return tier == Tier.FUSED ? Optional.empty() : Optional.of(Unfused.of(graph));
  }

  private void beginFusion(Parameters parameters) {
    Plan plan = Plan.of(graph, roots);
    List<FusedGroup> groups = plan.fuse();
    if (!groups.isEmpty()) {
      fusing = plan;
      loops = Fusion.start(groups, parameters);
    }
  }

  private void endFusion() {
    use(fusing, loops.join());
    fusing = null;
    loops = null;
  }

  private void use(Plan plan, Map<FusedGroup.Form, FusedLoop> made) {
    if (!made.isEmpty()) {
      routine = new Routine(graph, plan, scratch, made);
      tier = Tier.FUSED;
    }
  }
}
