// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import java.util.Arrays;

/** Elements of one block in another order, some perhaps left out, come twice or made null. */
final class Picks implements ListLoop.Elements {
  private static final int NULL = -1;

  private final Block source;
  private int[] places;
  private int size;
  private boolean nulls;

  /**
   * @param source elements, of which nothing changes any more
   */
  Picks(Block source, int expected) {
    this.source = source;
    places = new int[expected];
  }

  Block source() {
    return source;
  }

  @Override
  public int size() {
    return size;
  }

  void add(int place) {
    if (size == places.length) {
      reserve(1);
    }
    places[size++] = place;
  }

  void addRange(int from, int to) {
    reserve(to - from);
    for (int place = from; place < to; place++) {
      places[size++] = place;
    }
  }

  void addNull() {
    nulls = true;
    add(NULL);
  }

  /**
   * Makes room for more, which the caller writes from {@link #size} on, then calls {@link #grow}.
   */
  int[] room(int more) {
    reserve(more);
    return places;
  }

  void grow(int more) {
    size += more;
  }

  private void reserve(int more) {
    if (size + more > places.length) {
      places = Arrays.copyOf(places, Math.max(Math.addExact(size, more), 2 * size));
    }
  }

  @Override
  public void cut(int from) {
    size = from;
  }

  @Override
  public Block block() {
    Block picked = Block.of(source.lane(), size);
    if (!nulls) {
      picked.gather(source, places, size);
      return picked;
    }
    boolean any = source.capacity() > 0;
    int[] sound = new int[size];
    for (int i = 0; i < size; i++) {
      sound[i] = Math.max(0, places[i]);
    }
    if (any) {
      picked.gather(source, sound, size);
    }
    for (int i = 0; i < size; i++) {
      if (!any || places[i] == NULL) {
        picked.setNull(i);
      }
    }
    return picked;
  }
}
