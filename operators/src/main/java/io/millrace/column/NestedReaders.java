// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/** Readers of lists, structs, maps and unions, into the Java form of {@code Literal} values. */
final class NestedReaders {
  private NestedReaders() {}

  /** Values of an array below, by place. */
  static final class Elements {
    private final DataType type;
    private final ColumnReader reader;
    private final Block block;

    Elements(DataType type) {
      this.type = type;
      reader = ColumnReader.of(type);
      block = Block.of(Lane.of(type), Block.CAPACITY);
    }

    void over(ArrowArray array) {
      reader.over(array);
    }

    Object at(long place) {
      reader.read(place, 1, block);
      return Cells.get(block, 0, type);
    }

    /** Values in a block of their own. */
    Block read(long from, int count) {
      Block values = Block.of(Lane.of(type), count);
      reader.read(from, count, values);
      return values;
    }

    List<Object> range(long from, long count) {
      Object[] values = new Object[Math.toIntExact(count)];
      for (int done = 0; done < values.length; done += Block.CAPACITY) {
        int rows = Math.min(Block.CAPACITY, values.length - done);
        reader.read(from + done, rows, block);
        for (int i = 0; i < rows; i++) {
          values[done + i] = Cells.get(block, i, type);
        }
      }
      return Collections.unmodifiableList(Arrays.asList(values));
    }
  }

  private static List<Elements> members(List<Field> fields) {
    return fields.stream().map(field -> new Elements(field.type())).toList();
  }

  private static void moveOver(List<Elements> members, ArrowArray array) {
    for (int i = 0; i < members.size(); i++) {
      members.get(i).over(array.children().get(i));
    }
  }

  /** The part that all share. */
  private abstract static class Nested extends ColumnReader {
    abstract Object value(long place);

    @Override
    void values(long from, int rows, Block out) {
      Object[] values = ((ObjectBlock) out).values;
      for (int i = 0; i < rows; i++) {
        if (!out.isNull(i)) {
          values[i] = value(from + i);
          if (values[i] == null) {
            out.setNull(i);
          }
        }
      }
    }
  }

  private static long offset(ArrowBuf buffer, long index, int width) {
    return width == Integer.BYTES ? buffer.getInt(index * 4) : buffer.getLong(index * 8);
  }

  /** Elements between offsets; those of all rows are read at once where a block can hold them. */
  static final class Lists extends Nested {
    private final DataType element;
    private final int width;
    private final Elements elements;
    private ArrowBuf offsets;

    Lists(DataType element, int width) {
      this.element = element;
      this.width = width;
      elements = new Elements(element);
    }

    @Override
    void take(ArrowArray array) {
      offsets = array.buffers().get(1);
      elements.over(array.children().get(0));
    }

    @Override
    Object value(long place) {
      long start = offset(offsets, place, width);
      return elements.range(start, offset(offsets, place + 1, width) - start);
    }

    @Override
    void values(long from, int rows, Block out) {
      if (!ElementList.holds(element)) {
        super.values(from, rows, out);
        return;
      }
      long first = offset(offsets, from, width);
      int all = Math.toIntExact(offset(offsets, from + rows, width) - first);
      Block block = elements.read(first, all);
      Object[] values = ((ObjectBlock) out).values;
      for (int i = 0; i < rows; i++) {
        if (!out.isNull(i)) {
          int start = (int) (offset(offsets, from + i, width) - first);
          int end = (int) (offset(offsets, from + i + 1, width) - first);
          values[i] = new ElementList(block, element, start, end - start);
        }
      }
    }
  }

  /** Elements by offset and size. */
  static final class ListViews extends Nested {
    private final int width;
    private final Elements elements;
    private ArrowBuf offsets;
    private ArrowBuf sizes;

    ListViews(DataType element, int width) {
      this.width = width;
      elements = new Elements(element);
    }

    @Override
    void take(ArrowArray array) {
      offsets = array.buffers().get(1);
      sizes = array.buffers().get(2);
      elements.over(array.children().get(0));
    }

    @Override
    Object value(long place) {
      return elements.range(offset(offsets, place, width), offset(sizes, place, width));
    }
  }

  /** As many elements in every row; read as those of {@link Lists}. */
  static final class FixedLists extends Nested {
    private final DataType element;
    private final int size;
    private final Elements elements;

    FixedLists(DataType element, int size) {
      this.element = element;
      this.size = size;
      elements = new Elements(element);
    }

    @Override
    void take(ArrowArray array) {
      elements.over(array.children().get(0));
    }

    @Override
    Object value(long place) {
      return elements.range(place * size, size);
    }

    @Override
    void values(long from, int rows, Block out) {
      if (!ElementList.holds(element)) {
        super.values(from, rows, out);
        return;
      }
      Block block = elements.read(from * size, Math.multiplyExact(rows, size));
      Object[] values = ((ObjectBlock) out).values;
      for (int i = 0; i < rows; i++) {
        values[i] = new ElementList(block, element, i * size, size);
      }
    }
  }

  /** One value of every member. */
  static final class Structs extends Nested {
    private final List<Elements> members;

    Structs(DataType.Struct type) {
      members = members(type.fields());
    }

    @Override
    void take(ArrowArray array) {
      moveOver(members, array);
    }

    @Override
    Object value(long place) {
      List<Object> values = new ArrayList<>(members.size());
      members.forEach(member -> values.add(member.at(place)));
      return Collections.unmodifiableList(values);
    }
  }

  /** A value of one of the members; null where that is. */
  static final class Unions extends Nested {
    private final DataType.Union type;
    private final List<Elements> members;
    private ArrowBuf ids;

    /** Null where every member has a value for every row. */
    private ArrowBuf offsets;

    Unions(DataType.Union type) {
      this.type = type;
      members = members(type.members());
    }

    @Override
    boolean hasValidity() {
      return false;
    }

    @Override
    void take(ArrowArray array) {
      ids = array.buffers().get(0);
      offsets = type.mode() == DataType.Union.Mode.DENSE ? array.buffers().get(1) : null;
      moveOver(members, array);
    }

    @Override
    Object value(long place) {
      long id = ids.getByte(place);
      Elements member = members.get(type.ids().indexOf((int) id));
      Object value = member.at(offsets == null ? place : offsets.getInt(place * 4));
      return Collections.unmodifiableList(Arrays.asList(id, value));
    }
  }
}
