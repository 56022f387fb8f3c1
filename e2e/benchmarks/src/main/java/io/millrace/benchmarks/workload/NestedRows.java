// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.workload;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows of two columns: {@code l} is a list of up to ten integers from 0 to 99, one in twenty null,
 * as is one in twenty elements; {@code m} is a map of some of the keys k0 to k7 to integers. From
 * one seed.
 *
 * @param starts where the elements of a row begin; those of the next row begin where they end
 * @param elements of all rows; what is null is {@link #NULL}
 * @param isNull whether a list is null, which then has no elements
 * @param entryStarts the same as {@code starts} for maps
 * @param keys the digits of the keys of all rows
 */
public record NestedRows(
    int[] starts,
    long[] elements,
    boolean[] isNull,
    int[] entryStarts,
    byte[] keys,
    long[] values) {
  public static final long NULL = Long.MIN_VALUE;

  private static final Schema SCHEMA =
      Schema.of(
          Field.of("l", DataType.parse("List(Int64)")),
          Field.of(
              "m",
              new DataType.MapOf(
                  Field.of(
                      "entries",
                      new DataType.Struct(
                          List.of(
                              Field.of("key", DataType.UTF8, false),
                              Field.of("value", DataType.INT64))),
                      false),
                  false)));
  private static final long SEED = 20250102;
  private static final int LONGEST = 10;
  private static final int KEYS = 8;
  private static final int ONE_IN = 20;
  private static final int MOST = 100;

  public static Schema schema() {
    return SCHEMA;
  }

  public int count() {
    return isNull.length;
  }

  public static NestedRows generate(int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] starts = new int[count + 1];
    long[] elements = new long[count * LONGEST];
    boolean[] isNull = new boolean[count];
    int[] entryStarts = new int[count + 1];
    byte[] keys = new byte[count * KEYS];
    long[] values = new long[count * KEYS];
    for (int i = 0; i < count; i++) {
      isNull[i] = random.nextInt(ONE_IN) == 0;
      starts[i + 1] = starts[i];
      for (int left = isNull[i] ? 0 : random.nextInt(LONGEST + 1); left > 0; left--) {
        elements[starts[i + 1]++] = random.nextInt(ONE_IN) == 0 ? NULL : random.nextInt(MOST);
      }
      entryStarts[i + 1] = entryStarts[i];
      for (int key = 0; key < KEYS; key++) {
        if (random.nextInt(2) == 0) {
          keys[entryStarts[i + 1]] = (byte) ('0' + key);
          values[entryStarts[i + 1]++] = random.nextInt(MOST);
        }
      }
    }
    return new NestedRows(starts, elements, isNull, entryStarts, keys, values);
  }

  /** The same rows in batches of so many, the last with what is left. */
  public List<NestedRows> batches(int size) {
    List<NestedRows> batches = new ArrayList<>();
    for (int from = 0; from < count(); from += size) {
      batches.add(copy(from, Math.min(from + size, count())));
    }
    return batches;
  }

  private NestedRows copy(int from, int to) {
    return new NestedRows(
        moved(starts, from, to),
        Arrays.copyOfRange(elements, starts[from], starts[to]),
        Arrays.copyOfRange(isNull, from, to),
        moved(entryStarts, from, to),
        Arrays.copyOfRange(keys, entryStarts[from], entryStarts[to]),
        Arrays.copyOfRange(values, entryStarts[from], entryStarts[to]));
  }

  private static int[] moved(int[] starts, int from, int to) {
    int[] moved = Arrays.copyOfRange(starts, from, to + 1);
    for (int i = 0; i < moved.length; i++) {
      moved[i] -= starts[from];
    }
    return moved;
  }

  /** A list as Java objects; null for a null. */
  public List<Object> list(int row) {
    if (isNull[row]) {
      return null;
    }
    List<Object> list = new ArrayList<>();
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      list.add(elements[i] == NULL ? null : (Object) elements[i]);
    }
    return Collections.unmodifiableList(list);
  }

  /** A map as a list of pairs. */
  public List<Object> map(int row) {
    List<Object> map = new ArrayList<>();
    for (int i = entryStarts[row]; i < entryStarts[row + 1]; i++) {
      map.add(List.of("k" + (char) keys[i], values[i]));
    }
    return Collections.unmodifiableList(map);
  }
}
