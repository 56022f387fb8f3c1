// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.eval;

import io.millrace.benchmarks.hand.HandFold;
import io.millrace.benchmarks.hand.HandLists;
import io.millrace.benchmarks.hand.HandLoop;
import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.NestedRows;
import io.millrace.benchmarks.workload.Query;
import io.millrace.benchmarks.workload.Rows;
import java.util.List;

/** Loops written by hand. */
final class HandEvaluator {
  static final String NAME = "hand loop";

  private HandEvaluator() {}

  static Evaluator of(Query query, List<Rows> batches) {
    return query.kind() == Query.Kind.ROW ? new Loops(query, batches) : new Folds(query, batches);
  }

  static Evaluator ofNested(Query query, List<NestedRows> batches) {
    return new NestedLoops(query, batches);
  }

  private static final class NestedLoops extends Evaluator {
    private final HandLists loop;
    private final List<NestedRows> batches;

    NestedLoops(Query query, List<NestedRows> batches) {
      super(NAME);
      this.batches = batches;
      loop = HandLists.of(query.id(), batches.get(0).count());
    }

    @Override
    Column answer() {
      Gathered answer = new Gathered();
      for (NestedRows batch : batches) {
        loop.run(batch);
        answer.add(loop.output());
      }
      return answer.column();
    }

    @Override
    public long pass() {
      long rows = 0;
      for (NestedRows batch : batches) {
        loop.run(batch);
        rows += batch.count();
      }
      return rows;
    }
  }

  private static final class Loops extends Evaluator {
    private final HandLoop loop;
    private final List<Rows> batches;

    Loops(Query query, List<Rows> batches) {
      super(NAME);
      this.batches = batches;
      loop = HandLoop.of(query.id(), batches.get(0).count());
    }

    @Override
    Column answer() {
      Gathered answer = new Gathered();
      for (Rows batch : batches) {
        loop.run(batch);
        answer.add(loop.output());
      }
      return answer.column();
    }

    @Override
    public long pass() {
      long rows = 0;
      for (Rows batch : batches) {
        loop.run(batch);
        rows += batch.count();
      }
      return rows;
    }
  }

  private static final class Folds extends Evaluator {
    private final HandFold fold;
    private final List<Rows> batches;

    Folds(Query query, List<Rows> batches) {
      super(NAME);
      this.batches = batches;
      fold = HandFold.of(query.id());
    }

    @Override
    Column answer() {
      pass();
      return fold.result();
    }

    @Override
    public long pass() {
      long rows = 0;
      fold.reset();
      for (Rows batch : batches) {
        fold.add(batch);
        rows += batch.count();
      }
      return rows;
    }
  }
}
