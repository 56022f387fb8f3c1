// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.value.CellOrder;
import io.millrace.value.RowSort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Rows by partition and order: how they are sorted, and where partitions and peers begin. */
@Internal
public final class Ordering {
  /** From so many rows on it pays to sort them by bytes. */
  private static final int MANY = 256;

  private final int[] rows;
  private final int[] places;
  private final List<Partition> partitions = new ArrayList<>();

  /**
   * @param partitionBy the types of the first keys, whose rows go together in whatever order
   * @param orderBy the other keys
   * @param keys one block for each of both, of {@code count} rows
   */
  public Ordering(List<OrderKey> partitionBy, List<OrderKey> orderBy, List<Block> keys, int count) {
    CellOrder[] parts = orders(partitionBy);
    CellOrder[] peers = orders(orderBy);
    Block[] blocks = keys.toArray(Block[]::new);
    List<OrderKey> sortKeys = new ArrayList<>(partitionBy);
    sortKeys.addAll(orderBy);
    rows = sorted(sortKeys, keys, count);
    places = new int[count];
    for (int i = 0; i < count; i++) {
      places[rows[i]] = i;
    }
    divide(parts, peers, blocks);
  }

  /** Keys that come twice count once: one key alone is sorted in another way than several. */
  private static int[] sorted(List<OrderKey> keys, List<Block> blocks, int count) {
    List<OrderKey> single = new ArrayList<>();
    List<Block> columns = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Block block = blocks.get(i);
      if (columns.stream().noneMatch(column -> column == block)) {
        single.add(keys.get(i));
        columns.add(block);
      }
    }
    if (count >= MANY && single.stream().allMatch(OrderKey::isLong)) {
      int[] rows = RadixSort.sorted(single, columns, count);
      if (areDistinct(rows, single, columns)) {
        return rows;
      }
    }
    if (single.size() == 1) {
      return single.get(0).sorted(columns.get(0), count);
    }
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> i);
    CellOrder[] orders = orders(single);
    Block[] values = columns.toArray(Block[]::new);
    RowSort.sort(rows, (row, other) -> compare(orders, values, 0, row, other), RowSort.Entry.SMALL);
    return rows;
  }

  /** Then there is one way only to sort them; where there is one key, nulls stay as they come. */
  private static boolean areDistinct(int[] rows, List<OrderKey> keys, List<Block> columns) {
    CellOrder[] orders = orders(keys);
    Block[] values = columns.toArray(Block[]::new);
    for (int i = 1; i < rows.length; i++) {
      boolean stays = values.length == 1 && values[0].isNull(rows[i]);
      if (!stays && compare(orders, values, 0, rows[i - 1], rows[i]) == 0) {
        return false;
      }
    }
    return true;
  }

  private static CellOrder[] orders(List<OrderKey> keys) {
    return keys.stream().map(OrderKey::order).toArray(CellOrder[]::new);
  }

  private static int compare(CellOrder[] orders, Block[] blocks, int first, int row, int other) {
    for (int i = 0; i < orders.length; i++) {
      Block block = blocks[first + i];
      int order = orders[i].compare(block, row, block, other);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private void divide(CellOrder[] parts, CellOrder[] peers, Block[] blocks) {
    int[] groups = new int[rows.length + 1];
    int count = 0;
    int from = 0;
    for (int i = 0; i < rows.length; i++) {
      if (i > from && compare(parts, blocks, 0, rows[i - 1], rows[i]) != 0) {
        partitions.add(new Partition(from, i, Arrays.copyOf(groups, count)));
        from = i;
        count = 0;
      }
      if (i == from || compare(peers, blocks, parts.length, rows[i - 1], rows[i]) != 0) {
        groups[count++] = i;
      }
    }
    if (rows.length > 0) {
      partitions.add(new Partition(from, rows.length, Arrays.copyOf(groups, count)));
    }
  }

  /** In sorted order. */
  public List<Partition> partitions() {
    return partitions;
  }

  /** A column with its rows in sorted order. */
  public Block sorted(Block column) {
    Block sorted = Block.of(column.lane(), Math.max(1, rows.length));
    sorted.gather(column, rows, rows.length);
    return sorted;
  }

  /** For each row its place in sorted order. */
  public int[] places() {
    return places;
  }
}
