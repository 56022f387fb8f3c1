// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.Literal;

/**
 * The number of a row's bucket, where a partition goes to a number of buckets of the same size; the
 * first ones take a row more if it does not divide.
 */
final class Ntile implements PartitionEvaluator {
  private final long buckets;

  Ntile(WindowFunction.Request request) {
    Literal number = Constants.of("ntile", request.call(), 0);
    if (number.isNull()
        || (number.type().isSigned() && (long) number.value() <= 0)
        || (long) number.value() == 0) {
      throw Constants.refused("ntile", "the number of buckets is " + number.value(), "one or more");
    }
    buckets = (long) number.value();
  }

  @Override
  public boolean comparesKeys() {
    return false;
  }

  @Override
  public void evaluate(
      Partition partition, FrameBounds frames, Block[] args, Block out, RowErrors errors) {
    long[] values = ((LongBlock) out).values;
    long all = Long.compareUnsigned(buckets, partition.rows()) > 0 ? partition.rows() : buckets;
    long size = partition.rows() / all;
    long larger = partition.rows() % all;
    long inLarger = larger * (size + 1);
    for (int row = partition.from(); row < partition.to(); row++) {
      long place = (long) row - partition.from();
      values[row] =
          1 + (place < inLarger ? place / (size + 1) : larger + (place - inLarger) / size);
    }
  }
}
