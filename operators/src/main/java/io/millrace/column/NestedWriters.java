// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

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

    Elements(BatchMemory memory, DataType type) {
      this.type = type;
      writer = ColumnWriter.of(type, memory);
      block = Block.of(Lane.of(type), Block.CAPACITY);
    }

    void begin(long expected) {
      pending = 0;
      count = 0;
      block.reset();
      writer.begin(expected);
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

    /** The same of rows of a block, without making objects of them. */
    void addRows(Block rows, int from, int more) {
      if (more == 0) {
        return;
      }
      count += more;
      if (from == 0) {
        flush();
        writer.add(rows, more);
        return;
      }
      if (rows.lane() == Lane.NESTED) {
        // What lies below them can only be shared with one block at a time.
        flush();
      }
      for (int done = 0; done < more; ) {
        int some = Math.min(Block.CAPACITY - pending, more - done);
        block.copyRange(pending, rows, from + done, some);
        pending += some;
        done += some;
        if (pending == Block.CAPACITY || rows.lane() == Lane.NESTED) {
          flush();
        }
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

    Nested(BatchMemory memory) {
      super(memory);
    }

    @Override
    final void values(Block block, int more) {
      NestedBlock rows = (NestedBlock) block;
      if (rows.isLists()) {
        lists(rows, more);
      } else if (rows.isStructs()) {
        structs(rows, more);
      } else {
        for (int i = 0; i < more; i++) {
          value(rows.isNull(i) ? null : (List<?>) rows.view(i));
        }
      }
    }

    /** {@code value} is null for an SQL null. */
    abstract void value(List<?> value);

    void lists(NestedBlock rows, int more) {
      throw new AssertionError("a column of no lists: " + getClass());
    }

    void structs(NestedBlock rows, int more) {
      throw new AssertionError("a column of no structs: " + getClass());
    }

    @Override
    final void flush() {
      elements.forEach(Elements::flush);
    }

    @Override
    final List<ColumnWriter> children() {
      return elements.stream().map(each -> each.writer).toList();
    }
  }

  /** Lists of any length, and maps. */
  static final class Lists extends Nested {
    private final GrowingBuffer offsets;
    private final GrowingBuffer sizes;
    private final TypeId.Layout layout;

    Lists(BatchMemory memory, DataType element, TypeId.Layout layout) {
      super(memory);
      this.layout = layout;
      offsets = new GrowingBuffer(memory);
      sizes = new GrowingBuffer(memory);
      elements.add(new Elements(memory, element));
    }

    @Override
    void beginValues(long expected) {
      long width = layout.offsetBytes();
      offsets.begin((expected + (hasSizes() ? 0 : 1)) * width);
      sizes.begin(expected * width);
      elements.get(0).begin(0);
    }

    private boolean hasSizes() {
      return layout.isView();
    }

    private void place(GrowingBuffer buffer, long value) {
      if (layout.offsetBytes() == Long.BYTES) {
        buffer.add(value);
      } else {
        buffer.add(Math.toIntExact(value));
      }
    }

    /** Offsets say where lists end, but for the first, which says where all begin. */
    private void addFirst() {
      if (!hasSizes() && offsets.used() == 0) {
        place(offsets, 0);
      }
    }

    @Override
    void value(List<?> value) {
      Elements below = elements.get(0);
      long start = below.count();
      addFirst();
      if (value instanceof ElementList list) {
        below.addRows(list.elements(), list.start(), list.size());
      } else if (value != null) {
        value.forEach(below::add);
      }
      if (hasSizes()) {
        place(offsets, start);
        place(sizes, below.count() - start);
      } else {
        place(offsets, below.count());
      }
    }

    /** Elements that lie side by side are added as one. */
    @Override
    void lists(NestedBlock rows, int more) {
      addFirst();
      Elements below = elements.get(0);
      long places = below.count();
      int first = 0;
      int next = 0;
      for (int i = 0; i < more; i++) {
        int start = rows.starts[i];
        int size = rows.isNull(i) ? 0 : rows.ends[i] - start;
        if (size > 0 && start != next) {
          below.addRows(rows.elements(), first, next - first);
          first = start;
          next = start;
        }
        next += size;
        if (hasSizes()) {
          place(offsets, places);
          place(sizes, size);
          places += size;
        } else {
          places += size;
          place(offsets, places);
        }
      }
      below.addRows(rows.elements(), first, next - first);
    }

    @Override
    void buffers(List<ArrowBuf> to) {
      addFirst();
      to.add(offsets.written());
      if (hasSizes()) {
        to.add(sizes.written());
      }
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

    FixedLists(BatchMemory memory, DataType.FixedSizeList type) {
      super(memory);
      size = type.size();
      elements.add(new Elements(memory, type.item().type()));
    }

    @Override
    void beginValues(long expected) {
      elements.get(0).begin(expected * size);
    }

    @Override
    void value(List<?> value) {
      if (value instanceof ElementList list) {
        elements.get(0).addRows(list.elements(), list.start(), size);
        return;
      }
      for (int i = 0; i < size; i++) {
        elements.get(0).add(value == null ? null : value.get(i));
      }
    }

    @Override
    void lists(NestedBlock rows, int more) {
      int first = 0;
      int next = 0;
      for (int i = 0; i < more; i++) {
        if (rows.isNull(i) || rows.starts[i] != next) {
          elements.get(0).addRows(rows.elements(), first, next - first);
          first = rows.starts[i];
          next = first;
        }
        if (rows.isNull(i)) {
          value(null);
        } else {
          next += size;
        }
      }
      elements.get(0).addRows(rows.elements(), first, next - first);
    }

    @Override
    void buffers(List<ArrowBuf> to) {}
  }

  /** A value of every member. */
  static final class Structs extends Nested {
    Structs(BatchMemory memory, DataType.Struct type) {
      super(memory);
      for (Field field : type.fields()) {
        elements.add(new Elements(memory, field.type()));
      }
    }

    @Override
    void beginValues(long expected) {
      elements.forEach(each -> each.begin(expected));
    }

    @Override
    void value(List<?> value) {
      for (int i = 0; i < elements.size(); i++) {
        elements.get(i).add(value == null ? null : value.get(i));
      }
    }

    @Override
    void structs(NestedBlock rows, int more) {
      for (int i = 0; i < elements.size(); i++) {
        elements.get(i).addRows(rows.member(i), 0, more);
      }
    }

    @Override
    void buffers(List<ArrowBuf> to) {}
  }

  /** A value of one member; a null is one of the first. */
  static final class Unions extends Nested {
    private final DataType.Union type;
    private final GrowingBuffer ids;
    private final GrowingBuffer offsets;

    Unions(BatchMemory memory, DataType.Union type) {
      super(memory);
      this.type = type;
      ids = new GrowingBuffer(memory);
      offsets = new GrowingBuffer(memory);
      for (Field field : type.members()) {
        elements.add(new Elements(memory, field.type()));
      }
    }

    @Override
    void beginValues(long expected) {
      ids.begin(expected);
      offsets.begin(isDense() ? expected * Integer.BYTES : 0);
      elements.forEach(each -> each.begin(isDense() ? 0 : expected));
    }

    private boolean isDense() {
      return type.mode() == DataType.Union.Mode.DENSE;
    }

    @Override
    void value(List<?> value) {
      int id = value == null ? type.ids().get(0) : ((Long) value.get(0)).intValue();
      int chosen = type.ids().indexOf(id);
      ids.add((byte) id);
      if (isDense()) {
        offsets.add(Math.toIntExact(elements.get(chosen).count()));
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
    void buffers(List<ArrowBuf> to) {
      to.add(ids.written());
      if (isDense()) {
        to.add(offsets.written());
      }
    }

    @Override
    public void close() {
      ids.close();
      offsets.close();
      super.close();
    }
  }
}
