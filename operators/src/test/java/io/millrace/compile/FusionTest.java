// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlSchema;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final Schema SCHEMA = SqlSchema.parse("x DOUBLE, y DOUBLE, s VARCHAR");

  @Test
  void aShapeThatHasSeenEnoughRowsIsFused() {
    Scratch scratch = new Scratch(Block.CAPACITY, 5000);
    Program program = program("(x * 2.5 + y) / (x + 1.0) - y * y", scratch);
    Program other = program("(x * 3.5 + y) / (x + 2.0) - y * y", scratch);
    RowBatch batch = batch();

    for (int i = 0; i < 4; i++) {
      assertThat(value(program, batch)).isEqualTo(0.75);
    }
    assertThat(program.tier()).isEqualTo(Tier.BLOCKS);
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (program.tier() == Tier.BLOCKS && System.nanoTime() < deadline) {
      assertThat(value(program, batch)).isEqualTo(0.75);
    }

    assertThat(program.tier()).isEqualTo(Tier.FUSED);
    assertThat(value(program, batch)).isEqualTo(0.75);
    assertThat(other.tier()).isEqualTo(Tier.FUSED);
    assertThat(value(other, batch)).isEqualTo(0.5);
  }

  @Test
  void whatHasNothingToFuseStaysAsItIs() {
    Program program = program("upper(s)", new Scratch(Block.CAPACITY));

    program.fuse();

    assertThat(program.tier()).isEqualTo(Tier.BLOCKS);
  }

  /** Steps between which another result is asked for, or that only some rows come to. */
  @Test
  void groupsEndWhereAValueIsNeeded() {
    assertThat(groups("x + y", "(x + y) * 2.0")).isEmpty();
    assertThat(groups("(x + y) * (x + y)")).hasSize(1);
    assertThat(groups("x + y * 2.0 - abs(x)")).hasSize(1);
    assertThat(
            groups("case when x * 2.0 > y then sqrt(y) else (x * y - x * 2.0 + y) * x * 3.0 end"))
        .hasSizeBetween(1, 2);
  }

  @Test
  void aLoopIsUnloadedWithItsProgram() {
    FusedGroup group = groups("x * y * 12.0 + y").get(0);
    Map<FusedGroup.Form, FusedLoop> loops = Fusion.now(List.of(group));
    WeakReference<Class<?>> type = new WeakReference<>(loops.get(group.form()).getClass());
    assertThat(Fusion.now(List.of(group)).get(group.form())).isSameAs(loops.get(group.form()));

    loops.clear();
    for (int i = 0; i < 50 && type.get() != null; i++) {
      System.gc();
    }

    assertThat(type.get()).isNull();
  }

  private static List<FusedGroup> groups(String... outputs) {
    Graph graph = new Graph(Graph.Inputs.SOUND);
    int[] roots = List.of(outputs).stream().mapToInt(sql -> graph.add(bound(sql))).toArray();
    return Plan.of(graph, roots).fuse();
  }

  private static Program program(String sql, Scratch scratch) {
    return Program.compile(List.of(bound(sql)), scratch);
  }

  private static TypedExpr bound(String sql) {
    return Binder.over(SCHEMA).bind(SqlParser.over(SCHEMA).parse(sql));
  }

  private static RowBatch batch() {
    RowBatch batch =
        new RowBatch(List.of(DataType.FLOAT64, DataType.FLOAT64, DataType.UTF8), Block.CAPACITY);
    while (!batch.isFull()) {
      batch.addRow();
      batch.setDouble(0, 1.0);
      batch.setDouble(1, 1.0);
    }
    return batch;
  }

  private static double value(Program program, RowBatch batch) {
    Block[] out = program.evaluate(batch, new RowErrors[] {new RowErrors()});
    return ((DoubleBlock) out[0]).values[Block.CAPACITY - 1];
  }
}
