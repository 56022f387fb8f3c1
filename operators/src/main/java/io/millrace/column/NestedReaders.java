// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
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

    Elements(ArrowArray column) {
      type = column.type();
      reader = ColumnReader.of(column);
      block = Block.of(Lane.of(type), Block.CAPACITY);
    }

    Object at(long place) {
      reader.read(place, 1, block);
      return Cells.get(block, 0, type);
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

  /** The part that all share. */
  private abstract static class Nested extends ColumnReader {
    Nested(ArrowArray column) {
      super(column);
    }

    /** For unions, which have no validity. */
    Nested() {
      super();
    }

    abstract Object value(long place);

    @Override
    final void values(long from, int rows, Block out) {
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

  /** Elements between offsets. */
  static final class Lists extends Nested {
    private final ArrowBuf offsets;
    private final int width;
    private final Elements elements;

    Lists(ArrowArray column, int width) {
      super(column);
      offsets = column.buffers().get(1);
      this.width = width;
      elements = new Elements(column.children().get(0));
    }

    @Override
    Object value(long place) {
      long start = offset(offsets, place, width);
      return elements.range(start, offset(offsets, place + 1, width) - start);
    }
  }

  /** Elements by offset and size. */
  static final class ListViews extends Nested {
    private final ArrowBuf offsets;
    private final ArrowBuf sizes;
    private final int width;
    private final Elements elements;

    ListViews(ArrowArray column, int width) {
      super(column);
      offsets = column.buffers().get(1);
      sizes = column.buffers().get(2);
      this.width = width;
      elements = new Elements(column.children().get(0));
    }

    @Override
    Object value(long place) {
      return elements.range(offset(offsets, place, width), offset(sizes, place, width));
    }
  }

  /** As many elements in every row. */
  static final class FixedLists extends Nested {
    private final int size;
    private final Elements elements;

    FixedLists(ArrowArray column, int size) {
      super(column);
      this.size = size;
      elements = new Elements(column.children().get(0));
    }

    @Override
    Object value(long place) {
      return elements.range(place * size, size);
    }
  }

  /** One value of every member. */
  static final class Structs extends Nested {
    private final List<Elements> members;

    Structs(ArrowArray column) {
      super(column);
      members = column.children().stream().map(Elements::new).toList();
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
    private final ArrowBuf ids;
    private final ArrowBuf offsets;
    private final List<Integer> memberIds;
    private final List<Elements> members;

    Unions(ArrowArray column, DataType.Union type) {
      ids = column.buffers().get(0);
      offsets = type.mode() == DataType.Union.Mode.DENSE ? column.buffers().get(1) : null;
      memberIds = type.ids();
      members = column.children().stream().map(Elements::new).toList();
    }

    @Override
    Object value(long place) {
      long id = ids.getByte(place);
      Elements member = members.get(memberIds.indexOf((int) id));
      Object value = member.at(offsets == null ? place : offsets.getInt(place * 4));
      return Collections.unmodifiableList(Arrays.asList(id, value));
    }
  }
}
