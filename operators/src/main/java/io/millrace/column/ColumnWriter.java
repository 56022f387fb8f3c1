// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/**
 * Collects blocks into the buffers of Arrow arrays of one type, one array after another: each is
 * begun, gets blocks, is loaded into a vector, and is closed, which frees what the vector does not
 * hold.
 */
abstract class ColumnWriter implements AutoCloseable {
  private final BatchMemory memory;
  private final BitBuffer validity;

  /** Made when first needed. */
  private List<GrowingBuffer> together;

  private int rows;

  ColumnWriter(BatchMemory memory) {
    this.memory = memory;
    validity = new BitBuffer(memory);
  }

  static ColumnWriter of(DataType type, BatchMemory memory) {
    int bits = type.id().bits();
    return switch (type.family()) {
      case NULL -> new FixedWriters.Nulls(memory);
      case BOOLEAN -> new FixedWriters.Bools(memory);
      case SIGNED, UNSIGNED, DATE, TIME, TIMESTAMP, DURATION -> integers(bits, memory);
      case FLOAT -> floats(bits, memory);
      case DECIMAL -> decimals(bits, memory);
      case INTERVAL -> interval(((DataType.Interval) type).unit(), memory);
      case TEXT, BINARY -> bytes(type, memory);
      case LIST ->
          type instanceof DataType.FixedSizeList fixed
              ? new NestedWriters.FixedLists(memory, fixed)
              : list(((DataType.AnyList) type).item(), type, memory);
      case STRUCT -> new NestedWriters.Structs(memory, (DataType.Struct) type);
      case MAP -> list(((DataType.MapOf) type).entries(), type, memory);
      case UNION -> new NestedWriters.Unions(memory, (DataType.Union) type);
      case ENCODED ->
          type instanceof DataType.Dictionary dictionary
              ? new EncodedWriters.Dictionaries(memory, dictionary)
              : new EncodedWriters.Runs(memory, (DataType.RunEndEncoded) type);
    };
  }

  private static ColumnWriter integers(int bits, BatchMemory memory) {
    return switch (bits) {
      case Byte.SIZE -> new FixedWriters.Bytes(memory);
      case Short.SIZE -> new FixedWriters.Shorts(memory);
      case Integer.SIZE -> new FixedWriters.Ints(memory);
      default -> new FixedWriters.Longs(memory);
    };
  }

  private static ColumnWriter floats(int bits, BatchMemory memory) {
    return switch (bits) {
      case Short.SIZE -> new FixedWriters.Halves(memory);
      case Integer.SIZE -> new FixedWriters.Floats(memory);
      default -> new FixedWriters.Doubles(memory);
    };
  }

  private static ColumnWriter decimals(int bits, BatchMemory memory) {
    return switch (bits) {
      case Integer.SIZE -> new WideWriters.Ints(memory);
      case Long.SIZE -> new WideWriters.Longs(memory);
      case 2 * Long.SIZE -> new WideWriters.Wide(memory);
      default -> new WideWriters.Widest(memory);
    };
  }

  private static ColumnWriter bytes(DataType type, BatchMemory memory) {
    TypeId.Layout layout = type.id().layout();
    return switch (layout) {
      case OFFSETS, LARGE_OFFSETS -> new BytesWriters.Offsets(memory, layout.offsetBytes());
      case VIEWS -> new BytesWriters.Views(memory);
      case EQUAL_SIZES -> binary(((DataType.FixedSizeBinary) type).size(), memory);
      case NONE, LARGE_VIEWS -> throw new AssertionError(type);
    };
  }

  private static ColumnWriter binary(int size, BatchMemory memory) {
    return size == 0 ? new BytesWriters.Empty(memory) : new BytesWriters.Fixed(memory, size);
  }

  private static ColumnWriter list(Field element, DataType type, BatchMemory memory) {
    return new NestedWriters.Lists(memory, element.type(), type.id().layout());
  }

  private static ColumnWriter interval(IntervalUnit unit, BatchMemory memory) {
    return switch (unit) {
      case YEAR_MONTH -> new FixedWriters.Ints(memory);
      case DAY_TIME -> new FixedWriters.DayTimes(memory);
      case MONTH_DAY_NANO -> new WideWriters.MonthDayNanos(memory);
    };
  }

  /**
   * Starts the next array.
   *
   * @param expected how many rows it will have, 0 if that is not known
   */
  final void begin(long expected) {
    rows = 0;
    validity.begin(expected);
    beginValues(expected);
    if (expected > 0) {
      takeTogether();
    }
  }

  abstract void beginValues(long expected);

  /** Buffers besides the validity whose size follows from the number of rows. */
  List<GrowingBuffer> sized() {
    return List.of();
  }

  private void takeTogether() {
    if (together == null) {
      together = new ArrayList<>(sized());
      if (!together.isEmpty()) {
        together.add(0, validity.buffer());
      }
    }
    if (!together.isEmpty()) {
      GrowingBuffer.takeTogether(memory, together);
    }
  }

  /** Adds the first rows of a block. */
  final void add(Block block, int more) {
    if (more > 0) {
      if (hasValidity()) {
        validity.addValid(block, more);
      }
      values(block, more);
      rows += more;
    }
  }

  /** Adds rows with the nulls of a block; returns where their values are then to be written. */
  final long extend(Block nulls, int more) {
    validity.addValid(nulls, more);
    rows += more;
    return room(more);
  }

  /** For values that are {@link NativeValues}. */
  long room(int more) {
    throw new AssertionError("values are not written in place: " + getClass());
  }

  /** Adds values; under nulls anything may be written. */
  abstract void values(Block block, int more);

  /** How many rows were added before. */
  final int rows() {
    return rows;
  }

  /** Adds the buffers after the validity, or all of them where there is no validity. */
  abstract void buffers(List<ArrowBuf> to);

  /** Whether the format has a validity buffer for the type. */
  boolean hasValidity() {
    return true;
  }

  List<ColumnWriter> children() {
    return List.of();
  }

  /** Passes to the children what is theirs of the rows added so far. */
  void flush() {}

  /** Hands all that was written to a vector of the type. */
  void load(FieldVector vector, Dictionaries dictionaries) {
    flush();
    List<ArrowBuf> buffers = new ArrayList<>(3);
    if (hasValidity()) {
      buffers.add(validity.written());
    }
    buffers(buffers);
    // The number of nulls is only asked for where the validity is left out.
    vector.loadFieldBuffers(new ArrowFieldNode(rows, 0), buffers);
    List<ColumnWriter> children = children();
    for (int i = 0; i < children.size(); i++) {
      children.get(i).load(vector.getChildrenFromFields().get(i), dictionaries);
    }
  }

  /** The field of the vector that {@link #load} needs. */
  org.apache.arrow.vector.types.pojo.Field field(Field field, Dictionaries dictionaries) {
    flush();
    List<Field> fields = ArrowFields.children(field.type());
    List<org.apache.arrow.vector.types.pojo.Field> below = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      below.add(children().get(i).field(fields.get(i), dictionaries));
    }
    return ArrowFields.toArrow(field, below);
  }

  @Override
  public void close() {
    validity.close();
    children().forEach(ColumnWriter::close);
  }
}
