// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/** Readers of lists, structs and maps into blocks of what is below, and of unions. */
final class NestedReaders {
  private NestedReaders() {}

  /** Values of an array below, by place. */
  static final class Elements {
    private final DataType type;
    private final ColumnReader reader;

    Elements(DataType type) {
      this.type = type;
      reader = ColumnReader.of(type);
    }

    DataType type() {
      return type;
    }

    void over(ArrowArray array) {
      reader.over(array);
    }

    /** Values in a block of their own. */
    Block read(long from, int count) {
      Block values = Block.of(Lane.of(type), count);
      reader.read(from, count, values);
      return values;
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

  private static long offset(ArrowBuf buffer, long index, int width) {
    return width == Integer.BYTES ? buffer.getInt(index * 4) : buffer.getLong(index * 8);
  }

  /** Elements between offsets; those of all rows are read at once. */
  static final class Lists extends ColumnReader {
    private final int width;
    private final Elements elements;
    private ArrowBuf offsets;

    Lists(DataType element, int width) {
      this.width = width;
      elements = new Elements(element);
    }

    @Override
    void take(ArrowArray array) {
      offsets = array.buffers().get(1);
      elements.over(array.children().get(0));
    }

    @Override
    void values(long from, int rows, Block out) {
      NestedBlock lists = (NestedBlock) out;
      long first = offset(offsets, from, width);
      int all = Math.toIntExact(offset(offsets, from + rows, width) - first);
      lists.lists(elements.read(first, all), elements.type());
      int start = 0;
      for (int i = 0; i < rows; i++) {
        int end = (int) (offset(offsets, from + i + 1, width) - first);
        lists.starts[i] = start;
        lists.ends[i] = end;
        start = end;
      }
    }
  }

  /** Elements by offset and size, in any order: those of each row are read by themselves. */
  static final class ListViews extends ColumnReader {
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
    void values(long from, int rows, Block out) {
      NestedBlock lists = (NestedBlock) out;
      long all = 0;
      for (int i = 0; i < rows; i++) {
        all += out.isNull(i) ? 0 : offset(sizes, from + i, width);
      }
      Block below = Block.of(Lane.of(elements.type()), Math.toIntExact(all));
      lists.lists(below, elements.type());
      int end = 0;
      for (int i = 0; i < rows; i++) {
        lists.starts[i] = end;
        if (!out.isNull(i)) {
          int size = Math.toIntExact(offset(sizes, from + i, width));
          Block values = elements.read(offset(offsets, from + i, width), size);
          below.copyRange(end, values, 0, size);
          end += size;
        }
        lists.ends[i] = end;
      }
    }
  }

  /** As many elements in every row; read as those of {@link Lists}. */
  static final class FixedLists extends ColumnReader {
    private final int size;
    private final Elements elements;

    FixedLists(DataType element, int size) {
      this.size = size;
      elements = new Elements(element);
    }

    @Override
    void take(ArrowArray array) {
      elements.over(array.children().get(0));
    }

    @Override
    void values(long from, int rows, Block out) {
      NestedBlock lists = (NestedBlock) out;
      lists.lists(elements.read(from * size, Math.multiplyExact(rows, size)), elements.type());
      for (int i = 0; i < rows; i++) {
        lists.starts[i] = i * size;
        lists.ends[i] = i * size + size;
      }
    }
  }

  /** One value of every member. */
  static final class Structs extends ColumnReader {
    private final List<Field> fields;
    private final List<Elements> members;

    Structs(DataType.Struct type) {
      fields = type.fields();
      members = members(fields);
    }

    @Override
    void take(ArrowArray array) {
      moveOver(members, array);
    }

    @Override
    void values(long from, int rows, Block out) {
      Block[] blocks = new Block[members.size()];
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = members.get(i).read(from, rows);
      }
      ((NestedBlock) out).structs(blocks, fields);
    }
  }

  /** A value of one of the members; null where that is. */
  static final class Unions extends ColumnReader {
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
    void values(long from, int rows, Block out) {
      for (int i = 0; i < rows; i++) {
        ((NestedBlock) out).set(i, value(from + i));
      }
    }

    private Object value(long place) {
      long id = ids.getByte(place);
      Elements member = members.get(type.ids().indexOf((int) id));
      long at = offsets == null ? place : offsets.getInt(place * 4);
      Object value = Cells.get(member.read(at, 1), 0, member.type());
      return Collections.unmodifiableList(Arrays.asList(id, value));
    }
  }
}
