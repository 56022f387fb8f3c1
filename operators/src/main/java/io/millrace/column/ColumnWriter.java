// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.IntervalUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/** Collects blocks into the buffers of an Arrow array of one type. */
abstract class ColumnWriter implements AutoCloseable {
  final BitBuffer validity;

  ColumnWriter(BufferAllocator allocator) {
    validity = new BitBuffer(allocator);
  }

  static ColumnWriter of(DataType type, BufferAllocator allocator) {
    return switch (type.id()) {
      case NULL -> new FixedWriters.Nulls(allocator);
      case BOOLEAN -> new FixedWriters.Bools(allocator);
      case INT8, UINT8 -> new FixedWriters.Integers(allocator, 1);
      case INT16, UINT16 -> new FixedWriters.Integers(allocator, 2);
      case INT32, UINT32, DATE32, TIME32 -> new FixedWriters.Integers(allocator, 4);
      case INT64, UINT64, DATE64, TIME64, TIMESTAMP, DURATION ->
          new FixedWriters.Integers(allocator, 8);
      case INTERVAL -> interval(allocator, ((DataType.Interval) type).unit());
      case FLOAT16 -> new FixedWriters.Floats(allocator, 2);
      case FLOAT32 -> new FixedWriters.Floats(allocator, 4);
      case FLOAT64 -> new FixedWriters.Floats(allocator, 8);
      case DECIMAL32 -> new WideWriters.Decimals(allocator, 4);
      case DECIMAL64 -> new WideWriters.Decimals(allocator, 8);
      case DECIMAL128 -> new WideWriters.Decimals(allocator, 16);
      case DECIMAL256 -> new WideWriters.Widest(allocator);
      case UTF8, BINARY -> new BytesWriters.Offsets(allocator, Integer.BYTES);
      case LARGE_UTF8, LARGE_BINARY -> new BytesWriters.Offsets(allocator, Long.BYTES);
      case UTF8_VIEW, BINARY_VIEW -> new BytesWriters.Views(allocator);
      case FIXED_SIZE_BINARY -> binary(allocator, ((DataType.FixedSizeBinary) type).size());
      case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, MAP ->
          new NestedWriters.Lists(
              allocator, ArrowFields.children(type).get(0).type(), listLayout(type));
      case FIXED_SIZE_LIST ->
          new NestedWriters.FixedLists(allocator, (DataType.FixedSizeList) type);
      case STRUCT -> new NestedWriters.Structs(allocator, (DataType.Struct) type);
      case UNION -> new NestedWriters.Unions(allocator, (DataType.Union) type);
      case DICTIONARY -> new EncodedWriters.Dictionaries(allocator, (DataType.Dictionary) type);
      case RUN_END_ENCODED -> new EncodedWriters.Runs(allocator, (DataType.RunEndEncoded) type);
    };
  }

  private static ColumnWriter binary(BufferAllocator allocator, int size) {
    return size == 0 ? new BytesWriters.Empty(allocator) : new BytesWriters.Fixed(allocator, size);
  }

  private static NestedWriters.Layout listLayout(DataType type) {
    return switch (type.id()) {
      case LARGE_LIST -> NestedWriters.Layout.LARGE;
      case LIST_VIEW -> NestedWriters.Layout.VIEW;
      case LARGE_LIST_VIEW -> NestedWriters.Layout.LARGE_VIEW;
      default -> NestedWriters.Layout.PLAIN;
    };
  }

  private static ColumnWriter interval(BufferAllocator allocator, IntervalUnit unit) {
    return switch (unit) {
      case YEAR_MONTH -> new FixedWriters.Integers(allocator, 4);
      case DAY_TIME -> new FixedWriters.DayTimes(allocator);
      case MONTH_DAY_NANO -> new WideWriters.MonthDayNanos(allocator);
    };
  }

  /** Adds the first rows of a block. */
  final void add(Block block, int rows) {
    if (rows > 0) {
      validity.addValid(block, rows);
      values(block, rows);
    }
  }

  /** Adds values; under nulls anything may be written. */
  abstract void values(Block block, int rows);

  /** The buffers after the validity, or all of them where there is no validity. */
  abstract List<ArrowBuf> buffers();

  /** Whether the format has a validity buffer for the type. */
  boolean hasValidity() {
    return true;
  }

  List<ColumnWriter> children() {
    return List.of();
  }

  int rows() {
    return validity.count();
  }

  /** Hands all that was written to a vector of the type. */
  void load(FieldVector vector, Dictionaries dictionaries) {
    List<ArrowBuf> buffers = new ArrayList<>();
    if (hasValidity()) {
      buffers.add(validity.written());
    }
    buffers.addAll(buffers());
    int nulls = hasValidity() ? validity.zeros() : 0;
    vector.loadFieldBuffers(new ArrowFieldNode(rows(), nulls), buffers);
    for (int i = 0; i < children().size(); i++) {
      children().get(i).load(vector.getChildrenFromFields().get(i), dictionaries);
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
