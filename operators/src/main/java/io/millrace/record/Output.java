// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.BytesView;
import io.millrace.column.RowValue;

/** The value of a term that is a result of a program: for each carrier. */
abstract class Output extends RowValue {
  private static final Carriers<Output> FORMS =
      new Carriers<>(OfLong.class, OfDouble.class, OfTruth.class, OfBytes.class, OfBlock.class);

  private final Load before;

  Output(Load before) {
    this.before = before;
  }

  /**
   * @param before reads what the term needs and no other reads; null if there is nothing
   */
  static Output of(TermClasses classes, Term term, Load before) {
    return FORMS.make(classes, term, term, before);
  }

  final void load() {
    if (before != null) {
      before.run();
    }
  }

  static final class OfLong extends Output {
    private final LongTerm term;
    private long value;

    OfLong(Term term, Load before) {
      super(before);
      this.term = (LongTerm) term;
    }

    @Override
    public boolean compute() {
      load();
      value = term.eval();
      return !term.isNull;
    }

    @Override
    public long getLong() {
      return value;
    }
  }

  static final class OfDouble extends Output {
    private final DoubleTerm term;
    private double value;

    OfDouble(Term term, Load before) {
      super(before);
      this.term = (DoubleTerm) term;
    }

    @Override
    public boolean compute() {
      load();
      value = term.eval();
      return !term.isNull;
    }

    @Override
    public double getDouble() {
      return value;
    }
  }

  static final class OfTruth extends Output {
    private final TruthTerm term;
    private int value;

    OfTruth(Term term, Load before) {
      super(before);
      this.term = (TruthTerm) term;
    }

    @Override
    public boolean compute() {
      load();
      value = term.test();
      return value != TruthTerm.NULL;
    }

    /** Keeps no value, so that the JIT can jump from the last test that decides. */
    @Override
    public boolean isTrue() {
      load();
      return term.test() == TruthTerm.TRUE;
    }

    @Override
    public boolean getBoolean() {
      return value == TruthTerm.TRUE;
    }
  }

  static final class OfBytes extends Output {
    private final BytesTerm term;
    private BytesView value;

    OfBytes(Term term, Load before) {
      super(before);
      this.term = (BytesTerm) term;
    }

    @Override
    public boolean compute() {
      load();
      BytesView view = term.view();
      if (view != null && view != value) {
        value = view;
      }
      return view != null;
    }

    @Override
    public BytesView getBytes() {
      return value;
    }
  }

  static final class OfBlock extends Output {
    private final BlockTerm term;
    private Block value;

    OfBlock(Term term, Load before) {
      super(before);
      this.term = (BlockTerm) term;
    }

    @Override
    public boolean compute() {
      load();
      Block block = term.block();
      if (block != value) {
        value = block;
      }
      return !block.isNull(0);
    }

    @Override
    public Block getBlock() {
      return value;
    }
  }
}
