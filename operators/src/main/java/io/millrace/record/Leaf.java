// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.BytesView;
import io.millrace.column.CellSink;
import io.millrace.column.Cells;
import io.millrace.column.Int128Block;
import io.millrace.column.Lane;
import io.millrace.column.TextBytes;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;

/**
 * A term that is given its value: a constant, or a column of the row at hand. For each carrier one;
 * those of longs and doubles are looked at without a call.
 */
interface Leaf extends CellSink {
  static Term of(DataType type) {
    return switch (Lane.of(type)) {
      case BOOL -> new OfTruth();
      case LONG -> new OfLong();
      case DOUBLE -> new OfDouble();
      case BYTES -> new OfBytes();
      case INT128, OBJECT, NESTED -> new OfBlock(type);
    };
  }

  static Term of(TypedExpr.Constant constant) {
    Term leaf = of(constant.type());
    ((Leaf) leaf).set(constant.literal().value());
    return leaf;
  }

  /** A long. */
  final class OfLong extends LongTerm implements Leaf {
    @Override
    public void setNull() {
      isNull = true;
    }

    @Override
    public void setLong(long given) {
      isNull = false;
      value = given;
    }

    @Override
    public void set(Object given) {
      isNull = given == null;
      value = isNull ? 0 : (Long) given;
    }

    @Override
    long eval() {
      return value;
    }
  }

  /** A double. */
  final class OfDouble extends DoubleTerm implements Leaf {
    @Override
    public void setNull() {
      isNull = true;
    }

    @Override
    public void setDouble(double given) {
      isNull = false;
      value = given;
    }

    @Override
    public void set(Object given) {
      isNull = given == null;
      value = isNull ? 0 : (Double) given;
    }

    @Override
    double eval() {
      return value;
    }
  }

  /** A boolean. */
  final class OfTruth extends TruthTerm implements Leaf {
    private boolean value;

    @Override
    public void setNull() {
      isNull = true;
    }

    @Override
    public void setBoolean(boolean given) {
      isNull = false;
      value = given;
    }

    @Override
    public void set(Object given) {
      isNull = given == null;
      value = !isNull && (Boolean) given;
    }

    @Override
    int test() {
      return isNull ? NULL : value ? TRUE : FALSE;
    }
  }

  /** Text or binary. */
  final class OfBytes extends BytesTerm implements Leaf {
    /** Up to so many bytes are copied: to store a reference may cost a fence, which costs more. */
    private static final int SHORT = 256;

    private final byte[] own = new byte[SHORT];
    private final BytesView view = new BytesView();

    @Override
    public void setNull() {
      isNull = true;
    }

    @Override
    public void setBytes(byte[] source, int from, int to) {
      isNull = false;
      int length = to - from;
      if (length > SHORT) {
        refer(source, from, to);
        return;
      }
      System.arraycopy(source, from, own, 0, length);
      if (view.bytes != own) {
        view.bytes = own;
      }
      view.start = 0;
      view.end = length;
    }

    private void refer(byte[] source, int from, int to) {
      view.bytes = source;
      view.start = from;
      view.end = to;
    }

    @Override
    public void set(Object given) {
      isNull = given == null;
      if (given != null) {
        byte[] bytes =
            given instanceof String text ? TextBytes.of(text) : ((Bytes) given).toArray();
        refer(bytes, 0, bytes.length);
      }
    }

    @Override
    BytesView view() {
      return isNull ? null : view;
    }
  }

  /** A value in a block. */
  final class OfBlock extends BlockTerm implements Leaf {
    private final DataType type;
    private final Block block;

    OfBlock(DataType type) {
      this.type = type;
      block = Block.of(Lane.of(type), 1);
    }

    @Override
    public void setNull() {
      isNull = true;
    }

    @Override
    public void setWide(long high, long low) {
      Int128Block wide = (Int128Block) block;
      isNull = false;
      wide.reset();
      wide.high[0] = high;
      wide.low[0] = low;
    }

    @Override
    public void set(Object given) {
      isNull = given == null;
      if (given != null) {
        block.reset();
        Cells.set(block, 0, type, given);
      }
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
