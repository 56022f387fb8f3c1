// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;

/** Writers of values that are looked up: in dictionaries, in runs. */
final class EncodedWriters {
  private EncodedWriters() {}

  /** Keys into a dictionary, which gets each value once. */
  static final class Dictionaries extends ColumnWriter {
    private final DataType.Dictionary type;
    private final ColumnWriter keys;
    private final NestedWriters.Elements values;
    private final Map<Object, Long> known = new HashMap<>();

    Dictionaries(BufferAllocator allocator, DataType.Dictionary type) {
      super(allocator);
      this.type = type;
      keys = ColumnWriter.of(type.key(), allocator);
      values = new NestedWriters.Elements(allocator, type.value());
    }

    @Override
    void values(Block block, int rows) {
      LongBlock places = new LongBlock(rows);
      for (int i = 0; i < rows; i++) {
        if (block.isNull(i)) {
          places.setNull(i);
        } else {
          places.values[i] =
              known.computeIfAbsent(
                  Cells.get(block, i, type.value()),
                  value -> {
                    values.add(value);
                    return (long) known.size();
                  });
        }
      }
      keys.add(places, rows);
    }

    @Override
    List<ArrowBuf> buffers() {
      return keys.buffers();
    }

    @Override
    org.apache.arrow.vector.types.pojo.Field field(
        Field field, io.millrace.column.Dictionaries dictionaries) {
      values.flush();
      long id = dictionaries.add(Field.of(field.name(), type.value()), values.writer);
      return dictionaries.keyField(field, type, id);
    }

    @Override
    void load(FieldVector vector, io.millrace.column.Dictionaries dictionaries) {
      keys.load(vector, dictionaries);
    }

    @Override
    public void close() {
      keys.close();
      values.writer.close();
      super.close();
    }
  }

  /** Runs of one value, by where they end. */
  static final class Runs extends ColumnWriter {
    private final DataType type;
    private final NestedWriters.Elements ends;
    private final NestedWriters.Elements values;
    private Object current;
    private long rows;

    Runs(BufferAllocator allocator, DataType.RunEndEncoded type) {
      super(allocator);
      this.type = type.values().type();
      ends = new NestedWriters.Elements(allocator, type.runEnds().type());
      values = new NestedWriters.Elements(allocator, this.type);
    }

    @Override
    void values(Block block, int count) {
      for (int i = 0; i < count; i++) {
        Object value = Cells.get(block, i, type);
        if (rows > 0 && !Objects.equals(value, current)) {
          endRun();
        }
        current = value;
        rows++;
      }
    }

    private void endRun() {
      ends.add(rows);
      values.add(current);
    }

    @Override
    boolean hasValidity() {
      return false;
    }

    @Override
    List<ArrowBuf> buffers() {
      return List.of();
    }

    @Override
    List<ColumnWriter> children() {
      return List.of(ends.writer, values.writer);
    }

    @Override
    void load(FieldVector vector, io.millrace.column.Dictionaries dictionaries) {
      if (rows > 0) {
        endRun();
      }
      ends.flush();
      values.flush();
      super.load(vector, dictionaries);
    }
  }
}
