// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.expr.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How many distinct hashes there have been, about: 16,384 registers and the estimate of Ertl ("New
 * cardinality estimation algorithms for HyperLogLog sketches", 2017), as DataFusion has it. A few
 * hashes are kept as they are, which gives the same estimate in less memory.
 */
final class HyperLogLog {
  private static final int PLACE_BITS = 14;
  private static final int REGISTERS = 1 << PLACE_BITS;

  /** The highest rank; a register of that many means that all bits were zero. */
  private static final int TOP = Long.SIZE - PLACE_BITS + 1;

  /** Distinct hashes that are kept; twice as many with those that occur again. */
  private static final int MOST_HASHES = 256;

  private long[] hashes = new long[4];
  private int count;

  /** Null as long as there are few hashes. */
  private byte[] registers;

  void add(long hash) {
    if (registers != null) {
      raise(registers, hash);
      return;
    }
    if (count == hashes.length) {
      if (count == 2 * MOST_HASHES) {
        compact();
        if (count > MOST_HASHES) {
          registers = dense();
          hashes = null;
          raise(registers, hash);
          return;
        }
      } else {
        hashes = Arrays.copyOf(hashes, 2 * count);
      }
    }
    hashes[count++] = hash;
  }

  /** Adds the first {@code many} of some hashes. */
  void add(long[] some, int many) {
    int added = 0;
    while (registers == null && added < many) {
      add(some[added++]);
    }
    byte[] raised = registers;
    for (int i = added; i < many; i++) {
      raise(raised, some[i]);
    }
  }

  /** Without a branch: as long as there are few hashes, which way it goes can't be foretold. */
  private static void raise(byte[] registers, long hash) {
    int place = place(hash);
    registers[place] = (byte) Math.max(registers[place], rank(hash));
  }

  private static int place(long hash) {
    return (int) hash & (REGISTERS - 1);
  }

  private static int rank(long hash) {
    return Long.numberOfTrailingZeros(hash >>> PLACE_BITS | 1L << (TOP - 1)) + 1;
  }

  private void compact() {
    Arrays.sort(hashes, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || hashes[i] != hashes[kept - 1]) {
        hashes[kept++] = hashes[i];
      }
    }
    count = kept;
  }

  private byte[] dense() {
    byte[] dense = new byte[REGISTERS];
    for (int i = 0; i < count; i++) {
      raise(dense, hashes[i]);
    }
    return dense;
  }

  long heldBytes() {
    return registers == null ? (long) hashes.length * Long.BYTES : REGISTERS;
  }

  /** The registers, or the distinct hashes in ascending order. */
  Bytes toBytes() {
    if (registers == null) {
      compact();
    }
    if (registers == null && count <= MOST_HASHES) {
      ByteBuffer buffer = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      buffer.asLongBuffer().put(hashes, 0, count);
      return Bytes.wrap(buffer.array());
    }
    return Bytes.copyOf(registers == null ? dense() : registers);
  }

  /** Adds what {@link #toBytes} gave. */
  void addAll(Bytes bytes) {
    byte[] array = bytes.toArray();
    if (array.length == REGISTERS) {
      requireRanks(array);
      if (registers == null) {
        registers = dense();
        hashes = null;
      }
      for (int i = 0; i < REGISTERS; i++) {
        registers[i] = (byte) Math.max(registers[i], array[i]);
      }
      return;
    }
    if (array.length % Long.BYTES != 0) {
      throw StateForm.corrupt("sketch", array.length + " bytes", "hashes of 8 bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      add(buffer.getLong());
    }
  }

  private static void requireRanks(byte[] ranks) {
    for (byte rank : ranks) {
      if (rank < 0 || rank > TOP) {
        throw StateForm.corrupt("sketch", "rank " + rank, "0 to " + TOP);
      }
    }
  }

  long estimate() {
    int[] ranks = new int[TOP + 1];
    for (byte rank : registers == null ? dense() : registers) {
      ranks[rank]++;
    }
    double size = REGISTERS;
    double sum = size * tau((size - ranks[TOP]) / size);
    for (int rank = TOP - 1; rank > 0; rank--) {
      sum += ranks[rank];
      sum *= 0.5;
    }
    sum += size * sigma(ranks[0] / size);
    return Math.round(0.5 / Math.log(2) * size * size / sum);
  }

  /** The sum of x^(2^k) 2^(k - 1), and x. */
  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double weight = 1;
    double sum = x;
    double before;
    do {
      x *= x;
      before = sum;
      sum += x * weight;
      weight += weight;
    } while (sum != before);
    return sum;
  }

  /** A third of 1 - x less the sum of (1 - x^(2^-k))^2 2^-k. */
  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double weight = 1;
    double sum = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = sum;
      weight *= 0.5;
      sum -= (1 - x) * (1 - x) * weight;
    } while (sum != before);
    return sum / 3;
  }
}
