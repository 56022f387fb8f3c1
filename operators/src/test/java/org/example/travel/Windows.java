// SPDX-License-Identifier: Apache-2.0
package org.example.travel;

import io.millrace.expr.DataType;
import io.millrace.udf.WindowEvaluator;
import io.millrace.udf.WindowEvaluatorFactory;
import io.millrace.udf.WindowUdf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Window functions that say in their results what they were asked. */
final class Windows {
  private Windows() {}

  static WindowUdf of(String name, WindowEvaluatorFactory code) {
    return WindowUdf.of(name, List.of(DataType.INT64), DataType.UTF8, code);
  }

  /** Of the whole partition. */
  static final class Whole implements WindowEvaluator {
    @Override
    public List<Object> evaluateAll(List<List<Object>> columns, int rows) {
      return Collections.nCopies(rows, "all " + columns + " " + rows);
    }
  }

  /** Of the frame of each row; remembers nothing from one partition to the next. */
  static class Framed implements WindowEvaluator {
    private int asked;

    @Override
    public boolean usesWindowFrame() {
      return true;
    }

    @Override
    public Object evaluate(List<List<Object>> columns, Rows range) throws Exception {
      asked++;
      return asked + " " + columns + " " + range.start() + ".." + range.end();
    }
  }

  /** Which prefers frames to ranks, as in DataFusion. */
  static final class FramedWithRank extends Framed {
    @Override
    public boolean includeRank() {
      return true;
    }
  }

  /** Of the peers. */
  static final class Ranked implements WindowEvaluator {
    @Override
    public boolean includeRank() {
      return true;
    }

    @Override
    public boolean supportsBoundedExecution() {
      return true;
    }

    @Override
    public List<Object> evaluateAllWithRank(int rows, List<Rows> peers) {
      List<Object> values = new ArrayList<>();
      for (Rows each : peers) {
        for (int row = each.start(); row < each.end(); row++) {
          values.add("rank " + rows + " " + each.start() + ".." + each.end());
        }
      }
      return values;
    }
  }

  /** Of the row itself, or with {@code before} of that and the row before. */
  static final class Ranged implements WindowEvaluator {
    private final boolean before;
    private final List<String> log;

    Ranged(boolean before, List<String> log) {
      this.before = before;
      this.log = log;
    }

    @Override
    public boolean supportsBoundedExecution() {
      return true;
    }

    @Override
    public boolean isCausal() {
      return true;
    }

    @Override
    public void memoize() {
      log.add("memoize");
    }

    @Override
    public Rows range(int index, int rows) throws Exception {
      return before
          ? new Rows(Math.max(0, index - 1), index + 1)
          : WindowEvaluator.super.range(index, rows);
    }

    @Override
    public Object evaluate(List<List<Object>> columns, Rows range) {
      return columns + " " + range.start() + ".." + range.end();
    }
  }
}
