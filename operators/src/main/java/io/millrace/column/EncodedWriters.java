// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Writers of values that are looked up: in dictionaries, in runs. */
final class EncodedWriters {
  private EncodedWriters() {}

  /** The largest value of an integer type, as far as arrays reach. */
  private static long most(DataType type) {
    ArrowType.Int integer = (ArrowType.Int) ArrowFields.toArrow(Field.of("", type)).getType();
    int bits = integer.getBitWidth() - (integer.getIsSigned() ? 1 : 0);
    return bits < Integer.SIZE ? (1L << bits) - 1 : Integer.MAX_VALUE;
  }

  /** Keys into a dictionary, which gets each value once. */
  static final class Dictionaries extends ColumnWriter {
    private final DataType.Dictionary type;
    private final ColumnWriter keys;
    private final NestedWriters.Elements values;
    private final Map<Object, Long> known = new HashMap<>();
    private final long mostKeys;
    private LongBlock places = new LongBlock(0);

    Dictionaries(BatchMemory memory, DataType.Dictionary type) {
      super(memory);
      this.type = type;
      keys = ColumnWriter.of(type.key(), memory);
      values = new NestedWriters.Elements(memory, type.value());
      mostKeys = 1 + most(type.key());
    }

    @Override
    void beginValues(long expected) {
      known.clear();
      keys.begin(expected);
      values.begin(0);
    }

    @Override
    void values(Block block, int more) {
      if (places.capacity() < more) {
        places = new LongBlock(more);
      }
      places.reset();
      for (int i = 0; i < more; i++) {
        if (block.isNull(i)) {
          places.setNull(i);
        } else {
          places.values[i] = known.computeIfAbsent(Cells.get(block, i, type.value()), this::key);
        }
      }
      keys.add(places, more);
    }

    private long key(Object value) {
      if (known.size() >= mostKeys) {
        throw new MillraceException(
            ErrorCode.EVALUATION,
            "Cannot write a column of "
                + type
                + ": found another value, expected no more than "
                + mostKeys);
      }
      values.add(value);
      return known.size();
    }

    /** The keys know which of them are null. */
    @Override
    boolean hasValidity() {
      return false;
    }

    @Override
    void buffers(List<ArrowBuf> to) {
      keys.buffers(to);
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
    private final DataType.RunEndEncoded type;
    private final long mostRows;
    private final NestedWriters.Elements ends;
    private final NestedWriters.Elements values;
    private Object current;
    private boolean open;
    private long length;

    Runs(BatchMemory memory, DataType.RunEndEncoded type) {
      super(memory);
      this.type = type;
      mostRows = most(type.runEnds().type());
      ends = new NestedWriters.Elements(memory, type.runEnds().type());
      values = new NestedWriters.Elements(memory, type.values().type());
    }

    @Override
    void beginValues(long expected) {
      current = null;
      open = false;
      length = 0;
      ends.begin(0);
      values.begin(0);
    }

    @Override
    void values(Block block, int more) {
      for (int i = 0; i < more; i++) {
        Object value = Cells.get(block, i, type.values().type());
        if (open && !Objects.equals(value, current)) {
          endRun();
        }
        current = value;
        open = true;
        length++;
      }
    }

    private void endRun() {
      if (length > mostRows) {
        throw new MillraceException(
            ErrorCode.EVALUATION,
            "Cannot write a column of "
                + type
                + ": found "
                + length
                + " rows, expected no more than "
                + mostRows);
      }
      ends.add(length);
      values.add(current);
    }

    @Override
    boolean hasValidity() {
      return false;
    }

    @Override
    void buffers(List<ArrowBuf> to) {}

    @Override
    List<ColumnWriter> children() {
      return List.of(ends.writer, values.writer);
    }

    @Override
    void flush() {
      if (open) {
        endRun();
        open = false;
      }
      ends.flush();
      values.flush();
    }
  }
}
