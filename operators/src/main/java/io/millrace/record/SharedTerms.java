// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;

/** Terms with more than one user, which are evaluated once a row: for each carrier one. */
final class SharedTerms {
  private SharedTerms() {}

  static Term of(TermClasses classes, Term term, Memory memory) {
    if (term instanceof LongTerm) {
      return classes.make(OfLong.class, term, memory);
    }
    if (term instanceof DoubleTerm) {
      return classes.make(OfDouble.class, term, memory);
    }
    if (term instanceof TruthTerm) {
      return classes.make(OfTruth.class, term, memory);
    }
    if (term instanceof BytesTerm) {
      return classes.make(OfBytes.class, term, memory);
    }
    return classes.make(OfBlock.class, term, memory);
  }

  /** What is known of a shared term at the row at hand. */
  static final class Memory {
    boolean known;
    private EvaluationError failure;

    /** Forgets all, because there is another row. */
    void forget() {
      known = false;
      failure = null;
    }

    /** Throws what the first evaluation threw. */
    boolean isKnown() {
      if (failure != null) {
        throw failure;
      }
      return known;
    }

    EvaluationError failed(EvaluationError error) {
      failure = error;
      return error;
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
          memory.known = true;
        } catch (EvaluationError e) {
          throw memory.failed(e);
        }
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
          memory.known = true;
        } catch (EvaluationError e) {
          throw memory.failed(e);
        }
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
          memory.known = true;
        } catch (EvaluationError e) {
          throw memory.failed(e);
        }
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
          memory.known = true;
        } catch (EvaluationError e) {
          throw memory.failed(e);
        }
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
          memory.known = true;
        } catch (EvaluationError e) {
          throw memory.failed(e);
        }
      }
      return block;
    }
  }
}
