// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.BytesView;

/** The value of the term that a choice is for: for each carrier one. */
final class Chosen {
  private static final Carriers<Term> FORMS =
      new Carriers<>(OfLong.class, OfDouble.class, OfTruth.class, OfBytes.class, OfBlock.class);

  private Chosen() {}

  /**
   * @param one of those that can be chosen
   */
  static Term of(TermClasses classes, Choice choice, Term one) {
    return FORMS.make(classes, one, choice);
  }

  static final class OfLong extends LongTerm {
    private final Choice choice;

    OfLong(Choice choice) {
      this.choice = choice;
    }

    @Override
    long eval() {
      LongTerm chosen = (LongTerm) choice.choose();
      long result = chosen.eval();
      isNull = chosen.isNull;
      return result;
    }
  }

  static final class OfDouble extends DoubleTerm {
    private final Choice choice;

    OfDouble(Choice choice) {
      this.choice = choice;
    }

    @Override
    double eval() {
      DoubleTerm chosen = (DoubleTerm) choice.choose();
      double result = chosen.eval();
      isNull = chosen.isNull;
      return result;
    }
  }

  static final class OfTruth extends TruthTerm {
    private final Choice choice;

    OfTruth(Choice choice) {
      this.choice = choice;
    }

    @Override
    int test() {
      return ((TruthTerm) choice.choose()).test();
    }
  }

  static final class OfBytes extends BytesTerm {
    private final Choice choice;

    OfBytes(Choice choice) {
      this.choice = choice;
    }

    @Override
    BytesView view() {
      return ((BytesTerm) choice.choose()).view();
    }
  }

  static final class OfBlock extends BlockTerm {
    private final Choice choice;

    OfBlock(Choice choice) {
      this.choice = choice;
    }

    @Override
    Block block() {
      return ((BlockTerm) choice.choose()).block();
    }
  }
}
