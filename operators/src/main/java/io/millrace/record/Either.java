// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.BytesView;

/** One value or another: for each carrier one. */
final class Either {
  private Either() {}

  /**
   * @param beforeThen what the one value reads, or null; so for the other
   */
  static Term of(
      TermClasses classes,
      Term condition,
      Term then,
      Term otherwise,
      Load beforeThen,
      Load beforeOtherwise) {
    return classes.make(form(then), condition, then, otherwise, beforeThen, beforeOtherwise);
  }

  private static Class<? extends Term> form(Term value) {
    if (value instanceof LongTerm) {
      return OfLong.class;
    }
    if (value instanceof DoubleTerm) {
      return OfDouble.class;
    }
    if (value instanceof TruthTerm) {
      return OfTruth.class;
    }
    if (value instanceof BytesTerm) {
      return OfBytes.class;
    }
    return OfBlock.class;
  }

  static final class OfLong extends LongTerm {
    private final TruthTerm condition;
    private final LongTerm then;
    private final LongTerm otherwise;
    private final Load beforeThen;
    private final Load beforeOtherwise;

    OfLong(Term condition, Term then, Term otherwise, Load beforeThen, Load beforeOtherwise) {
      this.condition = (TruthTerm) condition;
      this.then = (LongTerm) then;
      this.otherwise = (LongTerm) otherwise;
      this.beforeThen = beforeThen;
      this.beforeOtherwise = beforeOtherwise;
    }

    @Override
    long eval() {
      if (condition.test() == TruthTerm.TRUE) {
        if (beforeThen != null) {
          beforeThen.run();
        }
        long result = then.eval();
        isNull = then.isNull;
        return result;
      }
      if (beforeOtherwise != null) {
        beforeOtherwise.run();
      }
      long result = otherwise.eval();
      isNull = otherwise.isNull;
      return result;
    }
  }

  static final class OfDouble extends DoubleTerm {
    private final TruthTerm condition;
    private final DoubleTerm then;
    private final DoubleTerm otherwise;
    private final Load beforeThen;
    private final Load beforeOtherwise;

    OfDouble(Term condition, Term then, Term otherwise, Load beforeThen, Load beforeOtherwise) {
      this.condition = (TruthTerm) condition;
      this.then = (DoubleTerm) then;
      this.otherwise = (DoubleTerm) otherwise;
      this.beforeThen = beforeThen;
      this.beforeOtherwise = beforeOtherwise;
    }

    @Override
    double eval() {
      if (condition.test() == TruthTerm.TRUE) {
        if (beforeThen != null) {
          beforeThen.run();
        }
        double result = then.eval();
        isNull = then.isNull;
        return result;
      }
      if (beforeOtherwise != null) {
        beforeOtherwise.run();
      }
      double result = otherwise.eval();
      isNull = otherwise.isNull;
      return result;
    }
  }

  static final class OfTruth extends TruthTerm {
    private final TruthTerm condition;
    private final TruthTerm then;
    private final TruthTerm otherwise;
    private final Load beforeThen;
    private final Load beforeOtherwise;

    OfTruth(Term condition, Term then, Term otherwise, Load beforeThen, Load beforeOtherwise) {
      this.condition = (TruthTerm) condition;
      this.then = (TruthTerm) then;
      this.otherwise = (TruthTerm) otherwise;
      this.beforeThen = beforeThen;
      this.beforeOtherwise = beforeOtherwise;
    }

    @Override
    int test() {
      if (condition.test() == TruthTerm.TRUE) {
        if (beforeThen != null) {
          beforeThen.run();
        }
        return then.test();
      }
      if (beforeOtherwise != null) {
        beforeOtherwise.run();
      }
      return otherwise.test();
    }
  }

  static final class OfBytes extends BytesTerm {
    private final TruthTerm condition;
    private final BytesTerm then;
    private final BytesTerm otherwise;
    private final Load beforeThen;
    private final Load beforeOtherwise;

    OfBytes(Term condition, Term then, Term otherwise, Load beforeThen, Load beforeOtherwise) {
      this.condition = (TruthTerm) condition;
      this.then = (BytesTerm) then;
      this.otherwise = (BytesTerm) otherwise;
      this.beforeThen = beforeThen;
      this.beforeOtherwise = beforeOtherwise;
    }

    @Override
    BytesView view() {
      if (condition.test() == TruthTerm.TRUE) {
        if (beforeThen != null) {
          beforeThen.run();
        }
        return then.view();
      }
      if (beforeOtherwise != null) {
        beforeOtherwise.run();
      }
      return otherwise.view();
    }
  }

  static final class OfBlock extends BlockTerm {
    private final TruthTerm condition;
    private final BlockTerm then;
    private final BlockTerm otherwise;
    private final Load beforeThen;
    private final Load beforeOtherwise;

    OfBlock(Term condition, Term then, Term otherwise, Load beforeThen, Load beforeOtherwise) {
      this.condition = (TruthTerm) condition;
      this.then = (BlockTerm) then;
      this.otherwise = (BlockTerm) otherwise;
      this.beforeThen = beforeThen;
      this.beforeOtherwise = beforeOtherwise;
    }

    @Override
    Block block() {
      if (condition.test() == TruthTerm.TRUE) {
        if (beforeThen != null) {
          beforeThen.run();
        }
        return then.block();
      }
      if (beforeOtherwise != null) {
        beforeOtherwise.run();
      }
      return otherwise.block();
    }
  }
}
