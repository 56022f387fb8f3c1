// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.apache.flink.annotation.Internal;

/**
 * A list whose elements are rows of a block that many lists share: what lists of an Arrow column
 * are until someone asks for an element, which alone makes a Java object of it. It is never written
 * to, but keeps the whole block alive: whoever keeps a list beyond its batch takes {@link
 * Cells#get}, which copies.
 */
@Internal
public final class ElementList extends AbstractList<Object> implements RandomAccess {
  private final Block elements;
  private final DataType type;
  private final int start;
  private final int size;

  /**
   * @param elements of which nothing changes any more
   * @param type of an element
   */
  public ElementList(Block elements, DataType type, int start, int size) {
    this.elements = elements;
    this.type = type;
    this.start = start;
    this.size = size;
  }

  /** The type of the elements of lists and maps. */
  public static DataType element(DataType type) {
    return type instanceof DataType.MapOf map
        ? map.entries().type()
        : ((DataType.AnyList) type).item().type();
  }

  /** Whether elements are plain values, neither nested nor encoded. */
  public static boolean holds(DataType type) {
    return type.equals(type.unwrapped()) && !type.family().isNested();
  }

  @Override
  public Object get(int index) {
    return Cells.view(elements, start + Objects.checkIndex(index, size), type);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<Object> subList(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    return new ElementList(elements, type, start + from, to - from);
  }

  /** What the elements are rows of; not to be written to. */
  public Block elements() {
    return elements;
  }

  /** The row of the first element. */
  public int start() {
    return start;
  }

  /** The elements as objects of their own. */
  List<Object> copy() {
    List<Object> copy = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      copy.add(Cells.get(elements, start + i, type));
    }
    return Collections.unmodifiableList(copy);
  }

  /** Copies elements to the rows of a block of the same lane. */
  public void copyTo(Block target, int row, int from, int count) {
    target.copyRange(row, elements, start + from, count);
  }

  /** The first place of a value whose bits are the same; -1 if there is none. */
  public int find(Object wanted) {
    if (wanted == null) {
      return findNull();
    }
    return switch (elements.lane()) {
      case LONG -> find(((LongBlock) elements).values, (Long) wanted);
      case DOUBLE -> find(((DoubleBlock) elements).values, (Double) wanted);
      case BYTES -> find((BytesBlock) elements, wanted);
      case BOOL, INT128, OBJECT, NESTED -> indexOf(wanted);
    };
  }

  private int findNull() {
    for (int i = 0; elements.mayHaveNulls() && i < size; i++) {
      if (elements.isNull(start + i)) {
        return i;
      }
    }
    return -1;
  }

  private int find(long[] values, long wanted) {
    for (int i = 0; i < size; i++) {
      if (values[start + i] == wanted && !elements.isNull(start + i)) {
        return i;
      }
    }
    return -1;
  }

  private int find(double[] values, double wanted) {
    long bits = Double.doubleToRawLongBits(wanted);
    for (int i = 0; i < size; i++) {
      if (Double.doubleToRawLongBits(values[start + i]) == bits && !elements.isNull(start + i)) {
        return i;
      }
    }
    return -1;
  }

  private int find(BytesBlock values, Object wanted) {
    byte[] bytes = wanted instanceof String text ? TextBytes.of(text) : ((Bytes) wanted).toArray();
    for (int i = start; i < start + size; i++) {
      if (!values.isNull(i)
          && Arrays.equals(
              values.bytes, values.starts[i], values.ends[i], bytes, 0, bytes.length)) {
        return i - start;
      }
    }
    return -1;
  }
}
