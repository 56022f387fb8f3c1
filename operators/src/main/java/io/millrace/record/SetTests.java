// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.BytesView;
import io.millrace.column.Cells;
import io.millrace.compile.BytesSet;
import io.millrace.compile.LongSet;
import io.millrace.compile.Members;
import io.millrace.expr.DataType;
import java.util.Set;

/** IN over constants, by the carrier of what is looked for. */
final class SetTests {
  private SetTests() {}

  static Term of(TermClasses classes, Term arg, TypedExpr.InSet set) {
    int miss = set.orNull() ? TruthTerm.NULL : TruthTerm.FALSE;
    Object members = Members.of(set);
    if (arg instanceof LongTerm) {
      return (Term) classes.make(Longs.class, arg, members, miss);
    } else if (arg instanceof DoubleTerm) {
      return (Term) classes.make(Doubles.class, arg, members, miss);
    } else if (arg instanceof BytesTerm) {
      return (Term) classes.make(Texts.class, arg, members, miss);
    }
    return (Term)
        classes.make(Objects.class, InBlock.of(classes, arg), members, set.arg().type(), miss);
  }

  static final class Longs extends TruthTerm {
    private final LongTerm arg;
    private final LongSet set;
    private final int miss;

    Longs(Term arg, Object set, int miss) {
      this.arg = (LongTerm) arg;
      this.set = (LongSet) set;
      this.miss = miss;
    }

    @Override
    int test() {
      long looked = arg.eval();
      return arg.isNull ? NULL : set.contains(looked) ? TRUE : miss;
    }
  }

  static final class Doubles extends TruthTerm {
    private final DoubleTerm arg;
    private final LongSet set;
    private final int miss;

    Doubles(Term arg, Object set, int miss) {
      this.arg = (DoubleTerm) arg;
      this.set = (LongSet) set;
      this.miss = miss;
    }

    @Override
    int test() {
      long looked = Members.bits(arg.eval());
      return arg.isNull ? NULL : set.contains(looked) ? TRUE : miss;
    }
  }

  static final class Texts extends TruthTerm {
    private final BytesTerm arg;
    private final BytesSet set;
    private final int miss;

    Texts(Term arg, Object set, int miss) {
      this.arg = (BytesTerm) arg;
      this.set = (BytesSet) set;
      this.miss = miss;
    }

    @Override
    int test() {
      BytesView looked = arg.view();
      if (looked == null) {
        return NULL;
      }
      return set.mask(looked.bytes, looked.start, looked.end) != 0 ? TRUE : miss;
    }
  }

  static final class Objects extends TruthTerm {
    private final BlockTerm arg;
    private final Set<?> set;
    private final DataType type;
    private final int miss;

    Objects(BlockTerm arg, Object set, DataType type, int miss) {
      this.arg = arg;
      this.set = (Set<?>) set;
      this.type = type;
      this.miss = miss;
    }

    @Override
    int test() {
      Block looked = arg.block();
      if (looked.isNull(0)) {
        return NULL;
      }
      return set.contains(Cells.get(looked, 0, type)) ? TRUE : miss;
    }
  }
}
