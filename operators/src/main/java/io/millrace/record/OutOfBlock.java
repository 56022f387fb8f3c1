// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;

/** The value in row 0 of a block, as a term of its carrier. */
final class OutOfBlock {
  private OutOfBlock() {}

  /** A term that has its value from a block. */
  interface Result {
    BlockTerm source();
  }

  static Term of(TermClasses classes, BlockTerm source, Lane lane) {
    return switch (lane) {
      case BOOL -> (Term) classes.make(OfTruth.class, source);
      case LONG -> (Term) classes.make(OfLong.class, source);
      case DOUBLE -> (Term) classes.make(OfDouble.class, source);
      case BYTES -> (Term) classes.make(OfBytes.class, source);
      case INT128, OBJECT, NESTED -> source;
    };
  }

  static final class OfLong extends LongTerm implements Result {
    private final BlockTerm source;

    OfLong(BlockTerm source) {
      this.source = source;
    }

    @Override
    public BlockTerm source() {
      return source;
    }

    @Override
    long eval() {
      Block result = source.block();
      isNull = result.isNull(0);
      return ((LongBlock) result).values[0];
    }
  }

  static final class OfDouble extends DoubleTerm implements Result {
    private final BlockTerm source;

    OfDouble(BlockTerm source) {
      this.source = source;
    }

    @Override
    public BlockTerm source() {
      return source;
    }

    @Override
    double eval() {
      Block result = source.block();
      isNull = result.isNull(0);
      return ((DoubleBlock) result).values[0];
    }
  }

  static final class OfTruth extends TruthTerm {
    private final BlockTerm source;

    OfTruth(BlockTerm source) {
      this.source = source;
    }

    @Override
    int test() {
      Block result = source.block();
      return result.isNull(0) ? NULL : ((BoolBlock) result).values[0] & 1;
    }
  }

  static final class OfBytes extends BytesTerm implements Result {
    private final BlockTerm source;
    private final BytesView view = new BytesView();

    OfBytes(BlockTerm source) {
      this.source = source;
    }

    @Override
    public BlockTerm source() {
      return source;
    }

    @Override
    BytesView view() {
      Block result = source.block();
      if (result.isNull(0)) {
        return null;
      }
      view.move((BytesBlock) result, 0);
      return view;
    }
  }
}
