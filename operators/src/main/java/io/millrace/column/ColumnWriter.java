// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.IntervalUnit;
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
  private final BitBuffer validity;
  private int rows;

  ColumnWriter(BatchMemory memory) {
    validity = new BitBuffer(memory);
  }

  static ColumnWriter of(DataType type, BatchMemory memory) {
    return switch (type.id()) {
      case NULL -> new FixedWriters.Nulls(memory);
      case BOOLEAN -> new FixedWriters.Bools(memory);
      case INT8, UINT8 -> new FixedWriters.Bytes(memory);
      case INT16, UINT16 -> new FixedWriters.Shorts(memory);
      case INT32, UINT32, DATE32, TIME32 -> new FixedWriters.Ints(memory);
      case INT64, UINT64, DATE64, TIME64, TIMESTAMP, DURATION -> new FixedWriters.Longs(memory);
      case INTERVAL -> interval(((DataType.Interval) type).unit(), memory);
      case FLOAT16 -> new FixedWriters.Halves(memory);
      case FLOAT32 -> new FixedWriters.Floats(memory);
      case FLOAT64 -> new FixedWriters.Doubles(memory);
      case DECIMAL32 -> new WideWriters.Ints(memory);
      case DECIMAL64 -> new WideWriters.Longs(memory);
      case DECIMAL128 -> new WideWriters.Wide(memory);
      case DECIMAL256 -> new WideWriters.Widest(memory);
      case UTF8, BINARY -> new BytesWriters.Offsets(memory, Integer.BYTES);
      case LARGE_UTF8, LARGE_BINARY -> new BytesWriters.Offsets(memory, Long.BYTES);
      case UTF8_VIEW, BINARY_VIEW -> new BytesWriters.Views(memory);
      case FIXED_SIZE_BINARY -> binary(((DataType.FixedSizeBinary) type).size(), memory);
      case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, MAP ->
          new NestedWriters.Lists(
              memory, ArrowFields.children(type).get(0).type(), listLayout(type));
      case FIXED_SIZE_LIST -> new NestedWriters.FixedLists(memory, (DataType.FixedSizeList) type);
      case STRUCT -> new NestedWriters.Structs(memory, (DataType.Struct) type);
      case UNION -> new NestedWriters.Unions(memory, (DataType.Union) type);
      case DICTIONARY -> new EncodedWriters.Dictionaries(memory, (DataType.Dictionary) type);
      case RUN_END_ENCODED -> new EncodedWriters.Runs(memory, (DataType.RunEndEncoded) type);
    };
  }

  private static ColumnWriter binary(int size, BatchMemory memory) {
    return size == 0 ? new BytesWriters.Empty(memory) : new BytesWriters.Fixed(memory, size);
  }

  private static NestedWriters.Layout listLayout(DataType type) {
    return switch (type.id()) {
      case LARGE_LIST -> NestedWriters.Layout.LARGE;
      case LIST_VIEW -> NestedWriters.Layout.VIEW;
      case LARGE_LIST_VIEW -> NestedWriters.Layout.LARGE_VIEW;
      default -> NestedWriters.Layout.PLAIN;
    };
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
  }

  abstract void beginValues(long expected);

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

  /** Hands all that was written to a vector of the type. */
  void load(FieldVector vector, Dictionaries dictionaries) {
    List<ArrowBuf> buffers = new ArrayList<>(3);
    if (hasValidity()) {
      buffers.add(validity.written());
    }
    buffers(buffers);
    int nulls = hasValidity() ? validity.zeros() : 0;
    vector.loadFieldBuffers(new ArrowFieldNode(rows, nulls), buffers);
    List<ColumnWriter> children = children();
    for (int i = 0; i < children.size(); i++) {
      children.get(i).load(vector.getChildrenFromFields().get(i), dictionaries);
    }
  }

  /** The field of the vector that {@link #load} needs. */
  org.apache.arrow.vector.types.pojo.Field field(Field field, Dictionaries dictionaries) {
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
