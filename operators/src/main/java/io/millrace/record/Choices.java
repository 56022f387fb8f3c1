// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.BytesView;
import java.util.Arrays;

/** CASE with many branches: for each carrier of its values one. */
final class Choices {
  private Choices() {}

  static Term of(TermClasses classes, Branches branches, Term[] values) {
    if (values[0] instanceof LongTerm) {
      return classes.make(OfLong.class, branches, values);
    }
    if (values[0] instanceof DoubleTerm) {
      return classes.make(OfDouble.class, branches, values);
    }
    if (values[0] instanceof TruthTerm) {
      return classes.make(OfTruth.class, branches, values);
    }
    if (values[0] instanceof BytesTerm) {
      return classes.make(OfBytes.class, branches, values);
    }
    return classes.make(OfBlock.class, branches, values);
  }

  static final class OfLong extends LongTerm {
    private final Branches branches;
    private final LongTerm[] values;

    OfLong(Branches branches, Term[] values) {
      this.branches = branches;
      this.values = Arrays.copyOf(values, values.length, LongTerm[].class);
    }

    @Override
    long eval() {
      LongTerm chosen = values[branches.choose()];
      long result = chosen.eval();
      isNull = chosen.isNull;
      return result;
    }
  }

  static final class OfDouble extends DoubleTerm {
    private final Branches branches;
    private final DoubleTerm[] values;

    OfDouble(Branches branches, Term[] values) {
      this.branches = branches;
      this.values = Arrays.copyOf(values, values.length, DoubleTerm[].class);
    }

    @Override
    double eval() {
      DoubleTerm chosen = values[branches.choose()];
      double result = chosen.eval();
      isNull = chosen.isNull;
      return result;
    }
  }

  static final class OfTruth extends TruthTerm {
    private final Branches branches;
    private final TruthTerm[] values;

    OfTruth(Branches branches, Term[] values) {
      this.branches = branches;
      this.values = Arrays.copyOf(values, values.length, TruthTerm[].class);
    }

    @Override
    int test() {
      return values[branches.choose()].test();
    }
  }

  static final class OfBytes extends BytesTerm {
    private final Branches branches;
    private final BytesTerm[] values;

    OfBytes(Branches branches, Term[] values) {
      this.branches = branches;
      this.values = Arrays.copyOf(values, values.length, BytesTerm[].class);
    }

    @Override
    BytesView view() {
      return values[branches.choose()].view();
    }
  }

  static final class OfBlock extends BlockTerm {
    private final Branches branches;
    private final BlockTerm[] values;

    OfBlock(Branches branches, Term[] values) {
      this.branches = branches;
      this.values = Arrays.copyOf(values, values.length, BlockTerm[].class);
    }

    @Override
    Block block() {
      return values[branches.choose()].block();
    }
  }
}
