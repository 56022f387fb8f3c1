// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.DoubleBlock;
import io.millrace.column.LongBlock;
import java.lang.invoke.MethodHandles;

/** A term's value and nullness in row 0 of a block: for each carrier. */
final class InBlock {
  private static final Carriers<BlockTerm> FORMS =
      new Carriers<>(OfLong.class, OfDouble.class, OfTruth.class, OfBytes.class, OfBlock.class);

  private InBlock() {}

  static BlockTerm of(TermClasses classes, Term term) {
    if (term instanceof OutOfBlock.Result result) {
      return of(classes, result.source());
    }
    return classes.inBlock(FORMS.of(term), term);
  }

  static final class OfLong extends BlockTerm {
    private static final LongTerm ROOT = Copies.classData(MethodHandles.lookup(), LongTerm.class);

    private final LongTerm term;
    private final LongBlock block = new LongBlock(1);

    OfLong(Term term) {
      this.term = (LongTerm) term;
    }

    @Override
    Block block() {
      LongTerm root = ROOT == null ? term : ROOT;
      long result = root.eval();
      block.values[0] = result;
      block.reset();
      if (root.isNull) {
        block.setNull(0);
      }
      return block;
    }
  }

  static final class OfDouble extends BlockTerm {
    private static final DoubleTerm ROOT =
        Copies.classData(MethodHandles.lookup(), DoubleTerm.class);

    private final DoubleTerm term;
    private final DoubleBlock block = new DoubleBlock(1);

    OfDouble(Term term) {
      this.term = (DoubleTerm) term;
    }

    @Override
    Block block() {
      DoubleTerm root = ROOT == null ? term : ROOT;
      double result = root.eval();
      block.values[0] = result;
      block.reset();
      if (root.isNull) {
        block.setNull(0);
      }
      return block;
    }
  }

  static final class OfTruth extends BlockTerm {
    private static final TruthTerm ROOT = Copies.classData(MethodHandles.lookup(), TruthTerm.class);

    private final TruthTerm term;
    private final BoolBlock block = new BoolBlock(1);

    OfTruth(Term term) {
      this.term = (TruthTerm) term;
    }

    @Override
    Block block() {
      int truth = (ROOT == null ? term : ROOT).test();
      block.values[0] = (byte) -(truth & 1);
      block.reset();
      if (truth == TruthTerm.NULL) {
        block.setNull(0);
      }
      return block;
    }
  }

  static final class OfBytes extends BlockTerm {
    private static final BytesTerm ROOT = Copies.classData(MethodHandles.lookup(), BytesTerm.class);

    private final BytesTerm term;
    private final BytesBlock block = new BytesBlock(1);

    OfBytes(Term term) {
      this.term = (BytesTerm) term;
    }

    @Override
    Block block() {
      BytesView view = (ROOT == null ? term : ROOT).view();
      block.reset();
      if (view == null) {
        block.setNull(0);
      } else {
        block.refer(0, view);
      }
      return block;
    }
  }

  static final class OfBlock extends BlockTerm {
    private static final BlockTerm ROOT = Copies.classData(MethodHandles.lookup(), BlockTerm.class);

    private final BlockTerm term;

    OfBlock(Term term) {
      this.term = (BlockTerm) term;
    }

    @Override
    Block block() {
      return (ROOT == null ? term : ROOT).block();
    }
  }
}
