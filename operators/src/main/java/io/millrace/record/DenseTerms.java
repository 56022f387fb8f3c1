// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.expr.DataType;
import java.util.Arrays;

/** Terms that look for nulls among their inputs once, not at every operator: for each carrier. */
final class DenseTerms {
  private DenseTerms() {}

  /**
   * @param leaves all leaves of {@code term} that can be null
   */
  static Term of(TermClasses classes, Term term, Term[] leaves) {
    Nullable nullable = new Nullable(leaves);
    if (term instanceof LongTerm) {
      return (Term) classes.make(OfLong.class, term, nullable);
    }
    return (Term)
        classes.make(term instanceof DoubleTerm ? OfDouble.class : OfTruth.class, term, nullable);
  }

  /** Leaves of which some may be null; the first four without a loop. */
  static final class Nullable {
    private static final int FIRST = 4;

    private final Term first;
    private final Term second;
    private final Term third;
    private final Term fourth;
    private final Term[] others;

    Nullable(Term[] leaves) {
      Term none = Leaf.of(DataType.BOOLEAN);
      first = leaves.length > 0 ? leaves[0] : none;
      second = leaves.length > 1 ? leaves[1] : none;
      third = leaves.length > 2 ? leaves[2] : none;
      fourth = leaves.length > 3 ? leaves[3] : none;
      others = leaves.length > FIRST ? Arrays.copyOfRange(leaves, FIRST, leaves.length) : null;
    }

    boolean any() {
      return (first.isNull | second.isNull | third.isNull | fourth.isNull)
          || (others != null && anyOther());
    }

    private boolean anyOther() {
      for (Term leaf : others) {
        if (leaf.isNull) {
          return true;
        }
      }
      return false;
    }
  }

  static final class OfLong extends LongTerm {
    private final LongTerm term;
    private final Nullable nullable;

    OfLong(Term term, Nullable nullable) {
      this.term = (LongTerm) term;
      this.nullable = nullable;
    }

    @Override
    long eval() {
      if (nullable.any()) {
        long result = term.eval();
        isNull = term.isNull;
        return result;
      }
      isNull = false;
      return term.dense();
    }
  }

  static final class OfDouble extends DoubleTerm {
    private final DoubleTerm term;
    private final Nullable nullable;

    OfDouble(Term term, Nullable nullable) {
      this.term = (DoubleTerm) term;
      this.nullable = nullable;
    }

    @Override
    double eval() {
      if (nullable.any()) {
        double result = term.eval();
        isNull = term.isNull;
        return result;
      }
      isNull = false;
      return term.dense();
    }
  }

  static final class OfTruth extends TruthTerm {
    private final TruthTerm term;
    private final Nullable nullable;

    OfTruth(Term term, Nullable nullable) {
      this.term = (TruthTerm) term;
      this.nullable = nullable;
    }

    @Override
    int test() {
      if (nullable.any()) {
        return term.test();
      }
      return term.dense() ? TRUE : FALSE;
    }
  }
}
