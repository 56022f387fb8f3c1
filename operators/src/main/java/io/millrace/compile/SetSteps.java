// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** IN over constants, by the lane of what is looked for. */
final class SetSteps {
  private SetSteps() {}

  static Step of(int slot, int arg, TypedExpr.InSet set) {
    Miss miss = set.orNull() ? Miss.NULL : Miss.FALSE;
    DataType type = set.arg().type();
    return switch (Lane.of(type)) {
      case LONG ->
          new Longs(
              slot, arg, miss, new LongSet(set.values().stream().mapToLong(each -> (Long) each)));
      case DOUBLE ->
          new Doubles(
              slot,
              arg,
              miss,
              new LongSet(set.values().stream().mapToLong(each -> bits((Double) each))));
      case BYTES ->
          new Texts(slot, arg, miss, new BytesSet(set.values().stream().map(SetSteps::bytes)));
      case BOOL, INT128, OBJECT -> new Objects(slot, arg, miss, set.values(), type);
    };
  }

  /** What it means not to be in the set. */
  enum Miss {
    FALSE,
    NULL
  }

  /** One NaN, no negative zero. */
  private static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  private static byte[] bytes(Object value) {
    return value instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : ((Bytes) value).toArray();
  }

  /** The part that all share: nulls and errors before, misses after. */
  private abstract static class SetStep extends Step {
    private final Miss miss;

    SetStep(int slot, int arg, Miss miss) {
      super(slot, new int[] {arg});
      this.miss = miss;
    }

    abstract void test(Block arg, byte[] result, int rows);

    @Override
    final void run(Scope scope, int rows) {
      BoolBlock out = (BoolBlock) scope.blocks[slot];
      Block arg = scope.blocks[args[0]];
      out.reset();
      out.addNulls(arg, rows);
      test(arg, out.values, rows);
      if (miss == Miss.NULL) {
        for (int i = 0; i < rows; i++) {
          if (out.values[i] == 0) {
            out.setNull(i);
          }
        }
      }
      inheritErrors(scope, out);
    }
  }

  private static final class Longs extends SetStep {
    private final LongSet set;

    Longs(int slot, int arg, Miss miss, LongSet set) {
      super(slot, arg, miss);
      this.set = set;
    }

    @Override
    void test(Block arg, byte[] result, int rows) {
      long[] values = ((LongBlock) arg).values;
      for (int i = 0; i < rows; i++) {
        result[i] = set.mask(values[i]);
      }
    }
  }

  private static final class Doubles extends SetStep {
    private final LongSet set;

    Doubles(int slot, int arg, Miss miss, LongSet set) {
      super(slot, arg, miss);
      this.set = set;
    }

    @Override
    void test(Block arg, byte[] result, int rows) {
      double[] values = ((DoubleBlock) arg).values;
      for (int i = 0; i < rows; i++) {
        result[i] = set.mask(bits(values[i]));
      }
    }
  }

  private static final class Texts extends SetStep {
    private final BytesSet set;

    Texts(int slot, int arg, Miss miss, BytesSet set) {
      super(slot, arg, miss);
      this.set = set;
    }

    @Override
    void test(Block arg, byte[] result, int rows) {
      BytesBlock texts = (BytesBlock) arg;
      for (int i = 0; i < rows; i++) {
        result[i] = texts.isNull(i) ? 0 : set.mask(texts.bytes, texts.starts[i], texts.ends[i]);
      }
    }
  }

  private static final class Objects extends SetStep {
    private final Set<Object> set;
    private final DataType type;

    Objects(int slot, int arg, Miss miss, Set<Object> set, DataType type) {
      super(slot, arg, miss);
      this.set = set;
      this.type = type;
    }

    @Override
    void test(Block arg, byte[] result, int rows) {
      for (int i = 0; i < rows; i++) {
        result[i] = (byte) (!arg.isNull(i) && set.contains(Cells.get(arg, i, type)) ? -1 : 0);
      }
    }
  }
}
