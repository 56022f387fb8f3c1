// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.BytesView;

/** Terms with more than one user, which are evaluated once a row: for each carrier one. */
final class SharedTerms {
  private static final Carriers<Term> FORMS =
      new Carriers<>(OfLong.class, OfDouble.class, OfTruth.class, OfBytes.class, OfBlock.class);

  private SharedTerms() {}

  static Term of(TermClasses classes, Term term, Memory memory) {
    return FORMS.make(classes, term, term, memory);
  }

  /** Whether a shared term is known at the row at hand. What failed fails again. */
  static final class Memory {
    private final Place<?> place;

    /** The number of the row at which the term was evaluated. */
    private long known;

    Memory(Place<?> place) {
      this.place = place;
    }

    boolean isKnown() {
      return known == place.number;
    }

    void know() {
      known = place.number;
    }
  }

  static final class OfLong extends LongTerm {
    private final LongTerm term;
    private final Memory memory;

    OfLong(Term term, Memory memory) {
      this.term = (LongTerm) term;
      this.memory = memory;
    }

    @Override
    long eval() {
      if (!memory.isKnown()) {
        value = term.eval();
        isNull = term.isNull;
        memory.know();
      }
      return value;
    }
  }

  static final class OfDouble extends DoubleTerm {
    private final DoubleTerm term;
    private final Memory memory;

    OfDouble(Term term, Memory memory) {
      this.term = (DoubleTerm) term;
      this.memory = memory;
    }

    @Override
    double eval() {
      if (!memory.isKnown()) {
        value = term.eval();
        isNull = term.isNull;
        memory.know();
      }
      return value;
    }
  }

  static final class OfTruth extends TruthTerm {
    private final TruthTerm term;
    private final Memory memory;
    private int truth;

    OfTruth(Term term, Memory memory) {
      this.term = (TruthTerm) term;
      this.memory = memory;
    }

    @Override
    int test() {
      if (!memory.isKnown()) {
        truth = term.test();
        memory.know();
      }
      return truth;
    }
  }

  static final class OfBytes extends BytesTerm {
    private final BytesTerm term;
    private final Memory memory;
    private BytesView view;

    OfBytes(Term term, Memory memory) {
      this.term = (BytesTerm) term;
      this.memory = memory;
    }

    @Override
    BytesView view() {
      if (!memory.isKnown()) {
        view = term.view();
        memory.know();
      }
      return view;
    }
  }

  static final class OfBlock extends BlockTerm {
    private final BlockTerm term;
    private final Memory memory;
    private Block block;

    OfBlock(Term term, Memory memory) {
      this.term = (BlockTerm) term;
      this.memory = memory;
    }

    @Override
    Block block() {
      if (!memory.isKnown()) {
        block = term.block();
        memory.know();
      }
      return block;
    }
  }
}
