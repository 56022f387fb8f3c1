// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Writers of lists, structs, maps and unions, from the Java form of {@code Literal} values. */
final class NestedWriters {
  private NestedWriters() {}

  /** Values of an array below, one by one. */
  static final class Elements {
    final ColumnWriter writer;
    private final DataType type;
    private final Block block;
    private int pending;
    private long count;

    Elements(BufferAllocator allocator, DataType type) {
      this.type = type;
      writer = ColumnWriter.of(type, allocator);
      block = Block.of(Lane.of(type), Block.CAPACITY);
    }

    long count() {
      return count;
    }

    void add(Object value) {
      Cells.set(block, pending++, type, value);
      count++;
      if (pending == Block.CAPACITY) {
        flush();
      }
    }

    void flush() {
      writer.add(block, pending);
      pending = 0;
      block.reset();
    }
  }

  /** The part that all share. */
  private abstract static class Nested extends ColumnWriter {
    final List<Elements> elements = new ArrayList<>();

    Nested(BufferAllocator allocator) {
      super(allocator);
    }

    /** {@code value} is null for an SQL null. */
    abstract void value(List<?> value);

    @Override
    final void values(Block block, int rows) {
      for (int i = 0; i < rows; i++) {
        value(block.isNull(i) ? null : (List<?>) ((ObjectBlock) block).values[i]);
      }
    }

    @Override
    final List<ColumnWriter> children() {
      elements.forEach(Elements::flush);
      return elements.stream().map(each -> each.writer).toList();
    }
  }

  /** How the places of a list's elements are written. */
  enum Layout {
    PLAIN,
    LARGE,
    VIEW,
    LARGE_VIEW
  }

  /** Lists of any length, and maps. */
  static final class Lists extends Nested {
    private final GrowingBuffer offsets;
    private final GrowingBuffer sizes;
    private final Layout layout;

    Lists(BufferAllocator allocator, DataType element, Layout layout) {
      super(allocator);
      this.layout = layout;
      offsets = new GrowingBuffer(allocator);
      sizes = new GrowingBuffer(allocator);
      elements.add(new Elements(allocator, element));
      if (!hasSizes()) {
        place(offsets, 0);
      }
    }

    private boolean hasSizes() {
      return layout == Layout.VIEW || layout == Layout.LARGE_VIEW;
    }

    private void place(GrowingBuffer buffer, long value) {
      if (layout == Layout.LARGE || layout == Layout.LARGE_VIEW) {
        buffer.addLong(value);
      } else {
        buffer.addInt(Math.toIntExact(value));
      }
    }

    @Override
    void value(List<?> value) {
      Elements below = elements.get(0);
      long start = below.count();
      if (value != null) {
        value.forEach(below::add);
      }
      if (hasSizes()) {
        place(offsets, start);
        place(sizes, below.count() - start);
      } else {
        place(offsets, below.count());
      }
    }

    @Override
    List<ArrowBuf> buffers() {
      return hasSizes() ? List.of(offsets.written(), sizes.written()) : List.of(offsets.written());
    }

    @Override
    public void close() {
      offsets.close();
      sizes.close();
      super.close();
    }
  }

  /** Lists of one length. */
  static final class FixedLists extends Nested {
    private final int size;

    FixedLists(BufferAllocator allocator, DataType.FixedSizeList type) {
      super(allocator);
      size = type.size();
      elements.add(new Elements(allocator, type.item().type()));
    }

    @Override
    void value(List<?> value) {
      for (int i = 0; i < size; i++) {
        elements.get(0).add(value == null ? null : value.get(i));
      }
    }

    @Override
    List<ArrowBuf> buffers() {
      return List.of();
    }
  }

  /** A value of every member. */
  static final class Structs extends Nested {
    Structs(BufferAllocator allocator, DataType.Struct type) {
      super(allocator);
      for (Field field : type.fields()) {
        elements.add(new Elements(allocator, field.type()));
      }
    }

    @Override
    void value(List<?> value) {
      for (int i = 0; i < elements.size(); i++) {
        elements.get(i).add(value == null ? null : value.get(i));
      }
    }

    @Override
    List<ArrowBuf> buffers() {
      return List.of();
    }
  }

  /** A value of one member; a null is one of the first. */
  static final class Unions extends Nested {
    private final DataType.Union type;
    private final GrowingBuffer ids;
    private final GrowingBuffer offsets;

    Unions(BufferAllocator allocator, DataType.Union type) {
      super(allocator);
      this.type = type;
      ids = new GrowingBuffer(allocator);
      offsets = new GrowingBuffer(allocator);
      for (Field field : type.members()) {
        elements.add(new Elements(allocator, field.type()));
      }
    }

    private boolean isDense() {
      return type.mode() == DataType.Union.Mode.DENSE;
    }

    @Override
    void value(List<?> value) {
      int id = value == null ? type.ids().get(0) : ((Long) value.get(0)).intValue();
      int chosen = type.ids().indexOf(id);
      ids.next(1).put((byte) id);
      if (isDense()) {
        offsets.addInt(Math.toIntExact(elements.get(chosen).count()));
        elements.get(chosen).add(value == null ? null : value.get(1));
      } else {
        for (int i = 0; i < elements.size(); i++) {
          elements.get(i).add(i == chosen && value != null ? value.get(1) : null);
        }
      }
    }

    @Override
    boolean hasValidity() {
      return false;
    }

    @Override
    List<ArrowBuf> buffers() {
      return isDense() ? List.of(ids.written(), offsets.written()) : List.of(ids.written());
    }

    @Override
    public void close() {
      ids.close();
      offsets.close();
      super.close();
    }
  }
}
