// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.DoubleBlock;
import io.millrace.column.LongBlock;

/** Terms whose kernels work on blocks: for each carrier of the result one. */
final class BlockResults {
  private BlockResults() {}

  /** A term that has its value from a block. */
  interface Result {
    BlockCall call();
  }

  static Term of(TermClasses classes, BlockCall call) {
    return switch (call.lane()) {
      case BOOL -> classes.make(OfTruth.class, call);
      case LONG -> classes.make(OfLong.class, call);
      case DOUBLE -> classes.make(OfDouble.class, call);
      case BYTES -> classes.make(OfBytes.class, call);
      case INT128, OBJECT -> classes.make(OfBlock.class, call);
    };
  }

  static final class OfLong extends LongTerm implements Result {
    private final BlockCall call;

    OfLong(BlockCall call) {
      this.call = call;
    }

    @Override
    public BlockCall call() {
      return call;
    }

    @Override
    long eval() {
      Block result = call.run();
      isNull = result.isNull(0);
      return ((LongBlock) result).values[0];
    }
  }

  static final class OfDouble extends DoubleTerm implements Result {
    private final BlockCall call;

    OfDouble(BlockCall call) {
      this.call = call;
    }

    @Override
    public BlockCall call() {
      return call;
    }

    @Override
    double eval() {
      Block result = call.run();
      isNull = result.isNull(0);
      return ((DoubleBlock) result).values[0];
    }
  }

  static final class OfTruth extends TruthTerm implements Result {
    private final BlockCall call;

    OfTruth(BlockCall call) {
      this.call = call;
    }

    @Override
    public BlockCall call() {
      return call;
    }

    @Override
    int test() {
      Block result = call.run();
      return result.isNull(0) ? NULL : ((BoolBlock) result).values[0] & 1;
    }
  }

  static final class OfBytes extends BytesTerm implements Result {
    private final BlockCall call;
    private final BytesView view = new BytesView();

    OfBytes(BlockCall call) {
      this.call = call;
    }

    @Override
    public BlockCall call() {
      return call;
    }

    @Override
    BytesView view() {
      Block result = call.run();
      if (result.isNull(0)) {
        return null;
      }
      view.move((BytesBlock) result, 0);
      return view;
    }
  }

  static final class OfBlock extends BlockTerm implements Result {
    private final BlockCall call;

    OfBlock(BlockCall call) {
      this.call = call;
    }

    @Override
    public BlockCall call() {
      return call;
    }

    @Override
    Block block() {
      return call.run();
    }
  }
}
