// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.workload;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows of seven columns: {@code a} 0 to 9,999; {@code b} 0 to 999, a tenth null; {@code x} and
 * {@code y} from 0 to 1, a tenth of {@code y} null; {@code s} two to fourteen letters from a to h
 * and up to eight digits, one in twenty null, one in a hundred 'needle'; {@code ts} in 2025; {@code
 * d} 0.00 to 1,000,000.00. From one seed: fewer rows are the first of more.
 */
public record Rows(
    Column.Longs a,
    Column.Longs b,
    Column.Doubles x,
    Column.Doubles y,
    Column.Texts s,
    Column.Longs ts,
    Column.Wides d) {
  private static final Schema SCHEMA =
      Schema.of(
          Field.of("a", DataType.INT64),
          Field.of("b", DataType.INT64),
          Field.of("x", DataType.FLOAT64),
          Field.of("y", DataType.FLOAT64),
          Field.of("s", DataType.UTF8),
          Field.of("ts", DataType.timestamp(TimeUnit.MICROSECOND)),
          Field.of("d", DataType.decimal128(18, 2)));

  private static final long SEED = 20250101;
  private static final long YEAR_2025 = 1_735_689_600_000_000L;
  private static final long YEAR = 365L * 24 * 3_600 * 1_000_000;
  private static final byte[] NEEDLE = "needle".getBytes(StandardCharsets.UTF_8);
  private static final int LONGEST = 14 + 8;

  public static Schema schema() {
    return SCHEMA;
  }

  public int count() {
    return a.rows();
  }

  /** In the order of the schema. */
  public List<Column> columns() {
    return List.of(a, b, x, y, s, ts, d);
  }

  public static Rows generate(int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    long[] a = new long[count];
    long[] b = new long[count];
    long[] someB = new long[Column.words(count)];
    double[] x = new double[count];
    double[] y = new double[count];
    long[] someY = new long[Column.words(count)];
    byte[] bytes = new byte[count * LONGEST + Long.BYTES];
    int[] offsets = new int[count + 1];
    long[] someS = new long[Column.words(count)];
    long[] ts = new long[count];
    long[] low = new long[count];
    for (int i = 0; i < count; i++) {
      a[i] = random.nextInt(10_000);
      b[i] = random.nextInt(1_000);
      someB[i >>> 6] |= bit(random, 10) << i;
      x[i] = random.nextDouble();
      y[i] = random.nextDouble();
      someY[i >>> 6] |= bit(random, 10) << i;
      long valid = bit(random, 20);
      someS[i >>> 6] |= valid << i;
      offsets[i + 1] = valid == 0 ? offsets[i] : text(random, bytes, offsets[i]);
      ts[i] = YEAR_2025 + random.nextLong(YEAR);
      low[i] = random.nextLong(100_000_001);
    }
    return new Rows(
        new Column.Longs(count, a, null),
        new Column.Longs(count, b, someB),
        new Column.Doubles(count, x, null),
        new Column.Doubles(count, y, someY),
        new Column.Texts(count, bytes, offsets, someS),
        new Column.Longs(count, ts, null),
        new Column.Wides(count, new long[count], low, null));
  }

  /** One in so many is 0. */
  private static long bit(SplittableRandom random, int oneIn) {
    return random.nextInt(oneIn) == 0 ? 0 : 1;
  }

  private static int text(SplittableRandom random, byte[] bytes, int start) {
    if (random.nextInt(100) == 0) {
      System.arraycopy(NEEDLE, 0, bytes, start, NEEDLE.length);
      return start + NEEDLE.length;
    }
    int end = start;
    for (int letters = 2 + random.nextInt(13); letters > 0; letters--) {
      bytes[end++] = (byte) ('a' + random.nextInt(8));
    }
    for (int digits = random.nextInt(9); digits > 0; digits--) {
      bytes[end++] = (byte) ('0' + random.nextInt(10));
    }
    return end;
  }

  /** The same rows in batches of so many, the last with what is left. */
  public List<Rows> batches(int size) {
    List<Rows> batches = new ArrayList<>();
    for (int from = 0; from < count(); from += size) {
      batches.add(copy(from, Math.min(size, count() - from)));
    }
    return batches;
  }

  /** Some rows of it, in arrays of their own. */
  public Rows copy(int from, int rows) {
    return new Rows(
        (Column.Longs) a.copy(from, rows),
        (Column.Longs) b.copy(from, rows),
        (Column.Doubles) x.copy(from, rows),
        (Column.Doubles) y.copy(from, rows),
        (Column.Texts) s.copy(from, rows),
        (Column.Longs) ts.copy(from, rows),
        (Column.Wides) d.copy(from, rows));
  }
}
