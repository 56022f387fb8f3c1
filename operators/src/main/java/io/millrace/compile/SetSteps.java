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
import io.millrace.column.Masks;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import java.util.Set;

/** IN over constants, by the lane of what is looked for. */
final class SetSteps {
  private SetSteps() {}

  static Step of(int slot, int arg, int node, TypedExpr.InSet set) {
    Miss miss = set.orNull() ? Miss.NULL : Miss.FALSE;
    DataType type = set.arg().type();
    return switch (Lane.of(type)) {
      case LONG -> new Longs(slot, arg, node, miss);
      case DOUBLE -> new Doubles(slot, arg, node, miss);
      case BYTES -> new Texts(slot, arg, node, miss);
      case BOOL, INT128, OBJECT, NESTED -> new Objects(slot, arg, node, miss, type);
    };
  }

  /** What it means not to be in the set. */
  enum Miss {
    FALSE,
    NULL
  }

  /** The part that all share: nulls and errors before, misses after. */
  private abstract static class SetStep extends Step {
    private final int node;
    private final Miss miss;

    SetStep(int slot, int arg, int node, Miss miss) {
      super(slot, new int[] {arg});
      this.node = node;
      this.miss = miss;
    }

    abstract void test(Block arg, Object members, byte[] result, int rows);

    @Override
    final void run(Scope scope, int rows) {
      BoolBlock out = (BoolBlock) scope.blocks[slot];
      Block arg = scope.blocks[args[0]];
      out.reset();
      out.addNulls(arg, rows);
      test(arg, scope.parameters.members(node), out.values, rows);
      if (miss == Miss.NULL) {
        long[] valid = out.validWords();
        for (int word = 0; word < Masks.words(rows); word++) {
          valid[word] &= Masks.pack(out.values, word, rows);
        }
      }
      inheritErrors(scope, out);
    }
  }

  private static final class Longs extends SetStep {
    Longs(int slot, int arg, int node, Miss miss) {
      super(slot, arg, node, miss);
    }

    @Override
    void test(Block arg, Object members, byte[] result, int rows) {
      ((LongSet) members).test(((LongBlock) arg).values, result, rows);
    }
  }

  private static final class Doubles extends SetStep {
    private long[] bits = new long[0];

    Doubles(int slot, int arg, int node, Miss miss) {
      super(slot, arg, node, miss);
    }

    @Override
    void test(Block arg, Object members, byte[] result, int rows) {
      double[] values = ((DoubleBlock) arg).values;
      if (bits.length < rows) {
        bits = new long[values.length];
      }
      for (int i = 0; i < rows; i++) {
        bits[i] = Members.bits(values[i]);
      }
      ((LongSet) members).test(bits, result, rows);
    }
  }

  private static final class Texts extends SetStep {
    Texts(int slot, int arg, int node, Miss miss) {
      super(slot, arg, node, miss);
    }

    @Override
    void test(Block arg, Object members, byte[] result, int rows) {
      BytesSet set = (BytesSet) members;
      BytesBlock texts = (BytesBlock) arg;
      ValidRows left = new ValidRows(arg, rows);
      for (int i = left.next(); i >= 0; i = left.next()) {
        result[i] = set.mask(texts.bytes, texts.starts[i], texts.ends[i]);
      }
    }
  }

  private static final class Objects extends SetStep {
    private final DataType type;

    Objects(int slot, int arg, int node, Miss miss, DataType type) {
      super(slot, arg, node, miss);
      this.type = type;
    }

    @Override
    void test(Block arg, Object members, byte[] result, int rows) {
      Set<?> set = (Set<?>) members;
      for (int i = 0; i < rows; i++) {
        result[i] = (byte) (!arg.isNull(i) && set.contains(Cells.get(arg, i, type)) ? -1 : 0);
      }
    }
  }
}
