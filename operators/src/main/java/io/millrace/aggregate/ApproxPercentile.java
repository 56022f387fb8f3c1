// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.value.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An estimate of a percentile by a {@link TDigest}; null until the first value. Values gather until
 * as many rows were seen as DataFusion has in a batch, because estimates depend on which values are
 * put in together. State: the digest.
 */
final class ApproxPercentile implements Growing {
  /** Rows of a batch, if DataFusion's settings are as it has them. */
  private static final int BATCH = 8192;

  private final Aggregate.Request request;
  private final double percentile;
  private final long size;
  private final Weights weights;
  private final DoubleSort sort = new DoubleSort();
  private final List<TDigest> digests = new ArrayList<>();
  private final List<Gathered> gathered = new ArrayList<>();

  /** Where the weight of a value stands. */
  enum Weights {
    NONE,
    SECOND_ARGUMENT
  }

  private static final class Gathered {
    double[] values = new double[0];
    double[] weights = new double[0];
    int count;
    int rows;
  }

  ApproxPercentile(Aggregate.Request request, double percentile, long size, Weights weights) {
    this.request = request;
    this.percentile = percentile;
    this.size = size;
    this.weights = weights;
  }

  @Override
  public void resize(int count) {
    while (digests.size() < count) {
      digests.add(TDigest.empty(size));
      gathered.add(new Gathered());
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    boolean weighted = weights == Weights.SECOND_ARGUMENT;
    double[] values = ((DoubleBlock) args[0]).values;
    double[] heavy = weighted ? ((DoubleBlock) args[1]).values : null;
    for (int row = 0; row < rows; row++) {
      Gathered into = gathered.get(slots[row]);
      if (!args[0].isNull(row) && !(weighted && args[1].isNull(row))) {
        if (into.count == into.values.length) {
          into.values = Arrays.copyOf(into.values, Math.max(8, 2 * into.count));
          into.weights = weighted ? Arrays.copyOf(into.weights, into.values.length) : into.weights;
        }
        if (weighted) {
          into.weights[into.count] = heavy[row];
        }
        into.values[into.count++] = values[row];
      }
      if (++into.rows == BATCH) {
        digest(slots[row]);
      }
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    if (weights == Weights.SECOND_ARGUMENT || args[0].hasNulls(rows)) {
      update(args, slots, rows);
      return;
    }
    Gathered into = gathered.get(slots[0]);
    for (int row = 0; row < rows; ) {
      int more = Math.min(rows - row, BATCH - into.rows);
      if (into.count + more > into.values.length) {
        into.values = Arrays.copyOf(into.values, Math.max(into.count + more, 2 * into.count));
      }
      System.arraycopy(((DoubleBlock) args[0]).values, row, into.values, into.count, more);
      into.count += more;
      into.rows += more;
      row += more;
      if (into.rows == BATCH) {
        digest(slots[0]);
      }
    }
  }

  /** What is known of a slot, with all that has gathered. */
  private TDigest digest(int slot) {
    Gathered all = gathered.get(slot);
    TDigest digest = digests.get(slot);
    if (weights == Weights.NONE) {
      digest = digest.plus(all.values, all.count, sort);
    } else if (all.count > 0) {
      List<TDigest> each = new ArrayList<>();
      for (int i = 0; i < all.count; i++) {
        each.add(TDigest.of(size, all.values[i], all.weights[i]));
      }
      each.add(digest);
      digest = TDigest.merged(each);
    }
    all.count = 0;
    all.rows = 0;
    digests.set(slot, digest);
    return digest;
  }

  /** Of its size at most, which is what the call says. */
  @Override
  public long heldBytes(int slot) {
    return (digests.get(slot).means().length + gathered.get(slot).count) * 2L * Double.BYTES;
  }

  @Override
  public List<Object> state(int slot) {
    return digest(slot).state();
  }

  @Override
  public void load(int slot, List<Object> state) {
    gathered.set(slot, new Gathered());
    digests.set(slot, TDigest.of(state));
  }

  @Override
  public void merge(int slot, List<Object> state) {
    digests.set(slot, TDigest.merged(List.of(TDigest.of(state), digest(slot))));
  }

  @Override
  public void result(int slot, Block out, int row) {
    TDigest digest = digest(slot);
    Cells.set(
        out,
        row,
        request.call().result(),
        digest.count() == 0
            ? null
            : (Object) Floats.rounded(digest.quantile(percentile), request.call().result()));
  }
}
