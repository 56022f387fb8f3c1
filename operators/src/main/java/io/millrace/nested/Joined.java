// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import java.util.Arrays;

/** Elements out of several blocks, one after another, copied into a new one. */
final class Joined implements ListLoop.Elements {
  private final Part[] parts;
  private final Part nulls = new Part(null);
  private int size;

  /** The rows of one source, and where they go. */
  private static final class Part {
    final Block source;
    int[] from = new int[16];
    int[] to = new int[16];
    int count;

    Part(Block source) {
      this.source = source;
    }

    void reserve(int more) {
      if (count + more > from.length) {
        int length = Math.max(Math.addExact(count, more), 2 * count);
        from = Arrays.copyOf(from, length);
        to = Arrays.copyOf(to, length);
      }
    }

    void cut(int size) {
      while (count > 0 && to[count - 1] >= size) {
        count--;
      }
    }
  }

  /**
   * @param sources of one lane, which may be scratch
   */
  Joined(Block... sources) {
    parts = Arrays.stream(sources).map(Part::new).toArray(Part[]::new);
  }

  @Override
  public int size() {
    return size;
  }

  void add(int source, int row) {
    addRange(source, row, row + 1);
  }

  void addRange(int source, int from, int to) {
    Part part = parts[source];
    part.reserve(to - from);
    for (int row = from; row < to; row++) {
      part.from[part.count] = row;
      part.to[part.count++] = size++;
    }
  }

  void addNulls(int count) {
    nulls.reserve(count);
    for (int i = 0; i < count; i++) {
      nulls.to[nulls.count++] = size++;
    }
  }

  @Override
  public void cut(int from) {
    size = from;
    nulls.cut(from);
    for (Part part : parts) {
      part.cut(from);
    }
  }

  @Override
  public Block block() {
    Block joined = Block.of(parts[0].source.lane(), size);
    for (Part part : parts) {
      joined.copyRows(part.to, part.source, part.from, part.count);
    }
    for (int i = 0; i < nulls.count; i++) {
      joined.setNull(nulls.to[i]);
    }
    return joined;
  }
}
