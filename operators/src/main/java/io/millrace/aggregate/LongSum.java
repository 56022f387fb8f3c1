// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import io.millrace.column.Masks;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/** Adds up what counts in longs; null until the first value. */
final class LongSum extends LongFold {
  /** Of whole numbers, which wrap. */
  static final LongBinaryOperator PLUS = Long::sum;

  private static final LongBinaryOperator MINUS = (a, b) -> a - b;

  private final DataType type;
  private final LongBinaryOperator plus;
  private final LongBinaryOperator minus;
  private final SumResult result;

  /** A mean is cut to whole numbers. */
  LongSum(DataType type, SumResult result) {
    this(type, PLUS, MINUS, result);
  }

  LongSum(DataType type, LongBinaryOperator plus, LongBinaryOperator minus) {
    this(type, plus, minus, SumResult.SUM);
  }

  private LongSum(
      DataType type, LongBinaryOperator plus, LongBinaryOperator minus, SumResult result) {
    super(type, plus, result);
    this.type = type;
    this.plus = plus;
    this.minus = minus;
    this.result = result;
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    long[] values = ((LongBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      int slot = slots[row];
      folded[slot] = plus.applyAsLong(folded[slot], values[row]);
      counts[slot]++;
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    long[] values = ((LongBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      int slot = slots[row];
      folded[slot] = minus.applyAsLong(folded[slot], values[row]);
      counts[slot]--;
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new LongSum(type, plus, minus, result));
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    int count = args[0].countValid(rows);
    if (plus != PLUS || count == 0 || count < rows / 2) {
      update(args, slots, rows);
      return;
    }
    long[] values = ((LongBlock) args[0]).values;
    long sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += values[row];
    }
    add(slots[0], sum - (count == rows ? 0 : underNulls(args[0], values, rows)), count);
  }

  /** What is under nulls is subtracted again: most rows are not null, and all at once is faster. */
  private static long underNulls(Block block, long[] values, int rows) {
    long[] valid = block.validWords();
    long sum = 0;
    for (int word = 0; word < Masks.words(rows); word++) {
      for (long bits = ~valid[word] & Masks.present(word, rows); bits != 0; bits &= bits - 1) {
        sum += values[(word << 6) + Long.numberOfTrailingZeros(bits)];
      }
    }
    return sum;
  }
}
