// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.ErrorCode;
import io.millrace.column.Block;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;

/** Terms with more than one user, which are evaluated once a row: for each carrier one. */
final class SharedTerms {
  private static final Carriers<Term> FORMS =
      new Carriers<>(OfLong.class, OfDouble.class, OfTruth.class, OfBytes.class, OfBlock.class);

  private SharedTerms() {}

  static Term of(TermClasses classes, Term term, Memory memory) {
    return FORMS.make(classes, term, term, memory);
  }

  /** Whether a shared term is known at the row at hand. What failed fails again, at no cost. */
  static final class Memory {
    private final Place<?> place;

    /** The number of the row at which the term was evaluated. */
    private long known;

    /** What it failed with there, or null. */
    private EvaluationError failure;

    Memory(Place<?> place) {
      this.place = place;
    }

    boolean isKnown() {
      if (known != place.number) {
        return false;
      }
      if (failure != null) {
        throw failure;
      }
      return true;
    }

    void know() {
      known = place.number;
      failure = null;
    }

    /** But for want of time: of that, each user has its own. */
    EvaluationError fail(EvaluationError e) {
      if (e.code() != ErrorCode.DEADLINE_EXCEEDED) {
        known = place.number;
        failure = e;
      }
      return e;
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
        try {
          value = term.eval();
          isNull = term.isNull;
        } catch (EvaluationError e) {
          throw memory.fail(e);
        }
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
        try {
          value = term.eval();
          isNull = term.isNull;
        } catch (EvaluationError e) {
          throw memory.fail(e);
        }
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
        try {
          truth = term.test();
        } catch (EvaluationError e) {
          throw memory.fail(e);
        }
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
        try {
          view = term.view();
        } catch (EvaluationError e) {
          throw memory.fail(e);
        }
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
        try {
          block = term.block();
        } catch (EvaluationError e) {
          throw memory.fail(e);
        }
        memory.know();
      }
      return block;
    }
  }
}
