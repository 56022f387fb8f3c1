// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.BytesView;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.TextBytes;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;

/**
 * A term that is given its value: a constant, or a column of the row at hand. For each carrier one;
 * those of longs and doubles are looked at without a call.
 */
interface Leaf {
  static Term of(DataType type) {
    return switch (Lane.of(type)) {
      case BOOL -> new OfTruth();
      case LONG -> new OfLong();
      case DOUBLE -> new OfDouble();
      case BYTES -> new OfBytes();
      case INT128, OBJECT -> new OfBlock(Block.of(Lane.of(type), 1));
    };
  }

  static Term of(TypedExpr.Constant constant) {
    Term leaf = of(constant.type());
    set(leaf, constant.type(), constant.literal().value());
    return leaf;
  }

  /** Gives a leaf a value in the Java form of literals, which may be null. */
  static void set(Term leaf, DataType type, Object value) {
    leaf.isNull = value == null;
    if (value == null) {
      return;
    } else if (leaf instanceof OfLong it) {
      it.value = (Long) value;
    } else if (leaf instanceof OfDouble it) {
      it.value = (Double) value;
    } else if (leaf instanceof OfTruth it) {
      it.value = (Boolean) value;
    } else if (leaf instanceof OfBytes it) {
      byte[] bytes = value instanceof String text ? TextBytes.of(text) : ((Bytes) value).toArray();
      it.set(bytes, 0, bytes.length);
    } else {
      OfBlock it = (OfBlock) leaf;
      it.reset();
      Cells.set(it.block, 0, type, value);
    }
  }

  /** A long. */
  final class OfLong extends LongTerm implements Leaf {
    @Override
    long eval() {
      return value;
    }
  }

  /** A double. */
  final class OfDouble extends DoubleTerm implements Leaf {
    @Override
    double eval() {
      return value;
    }
  }

  /** A boolean. */
  final class OfTruth extends TruthTerm implements Leaf {
    boolean value;

    @Override
    int test() {
      return isNull ? NULL : value ? TRUE : FALSE;
    }
  }

  /** Text or binary. */
  final class OfBytes extends BytesTerm implements Leaf {
    private final BytesView view = new BytesView();

    void set(byte[] source, int from, int to) {
      isNull = false;
      view.bytes = source;
      view.start = from;
      view.end = to;
    }

    @Override
    BytesView view() {
      return isNull ? null : view;
    }
  }

  /** A value in a block. */
  final class OfBlock extends BlockTerm implements Leaf {
    final Block block;

    OfBlock(Block block) {
      this.block = block;
    }

    /** Before it is given a value that is not null. */
    void reset() {
      isNull = false;
      block.reset();
    }

    @Override
    Block block() {
      if (isNull) {
        block.setNull(0);
      }
      return block;
    }
  }
}
