// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;

/** Copies rows of an Arrow array into a block of the lane of its type. */
abstract class ColumnReader {
  private final ArrowBuf validity;
  private final boolean allNull;

  /** {@code validity} is null where no row is null. */
  private ColumnReader(ArrowBuf validity, boolean allNull) {
    this.validity = validity;
    this.allNull = allNull;
  }

  /** For arrays whose first buffer says which rows are null. */
  ColumnReader(ArrowArray column) {
    this(column.nulls() == 0 ? null : column.buffers().get(0), false);
  }

  /** For arrays without a validity buffer. */
  ColumnReader() {
    this(null, false);
  }

  static ColumnReader of(ArrowArray column) {
    DataType type = column.type();
    return switch (type.id()) {
      case NULL -> new Nulls();
      case BOOLEAN -> new FixedReaders.Bools(column);
      case INT8 -> new FixedReaders.Bytes(column, true);
      case UINT8 -> new FixedReaders.Bytes(column, false);
      case INT16 -> new FixedReaders.Shorts(column, true);
      case UINT16 -> new FixedReaders.Shorts(column, false);
      case INT32, DATE32, TIME32 -> new FixedReaders.Ints(column, true);
      case UINT32 -> new FixedReaders.Ints(column, false);
      case INT64, UINT64, DATE64, TIME64, TIMESTAMP, DURATION -> new FixedReaders.Longs(column);
      case INTERVAL -> interval(column, ((DataType.Interval) type).unit());
      case FLOAT16 -> new FixedReaders.Halves(column);
      case FLOAT32 -> new FixedReaders.Floats(column);
      case FLOAT64 -> new FixedReaders.Doubles(column);
      case DECIMAL32 -> new WideReaders.Narrow(column, Integer.BYTES);
      case DECIMAL64 -> new WideReaders.Narrow(column, Long.BYTES);
      case DECIMAL128 -> new WideReaders.Wide(column);
      case DECIMAL256 -> new WideReaders.Widest(column);
      case UTF8, BINARY -> new BytesReaders.Offsets(column, Integer.BYTES);
      case LARGE_UTF8, LARGE_BINARY -> new BytesReaders.Offsets(column, Long.BYTES);
      case UTF8_VIEW, BINARY_VIEW -> new BytesReaders.Views(column);
      case FIXED_SIZE_BINARY ->
          new BytesReaders.Fixed(column, ((DataType.FixedSizeBinary) type).size());
      case LIST, MAP -> new NestedReaders.Lists(column, Integer.BYTES);
      case LARGE_LIST -> new NestedReaders.Lists(column, Long.BYTES);
      case LIST_VIEW -> new NestedReaders.ListViews(column, Integer.BYTES);
      case LARGE_LIST_VIEW -> new NestedReaders.ListViews(column, Long.BYTES);
      case FIXED_SIZE_LIST ->
          new NestedReaders.FixedLists(column, ((DataType.FixedSizeList) type).size());
      case STRUCT -> new NestedReaders.Structs(column);
      case UNION -> new NestedReaders.Unions(column, (DataType.Union) type);
      case DICTIONARY -> new EncodedReaders.Dictionaries(column);
      case RUN_END_ENCODED -> new EncodedReaders.Runs(column);
    };
  }

  private static ColumnReader interval(ArrowArray column, IntervalUnit unit) {
    return switch (unit) {
      case YEAR_MONTH -> new FixedReaders.Ints(column, true);
      case DAY_TIME -> new FixedReaders.DayTimes(column);
      case MONTH_DAY_NANO -> new WideReaders.MonthDayNanos(column);
    };
  }

  /** Fills the first rows of a block, which is reset before. */
  final void read(long from, int rows, Block out) {
    out.reset();
    if (rows > 0) {
      if (validity != null) {
        Bits.read(validity, from, rows, out.validWords());
      }
      values(from, rows, out);
      if (allNull) {
        java.util.Arrays.fill(out.validWords(), 0L);
      }
    }
  }

  /** Copies values; the nulls are already there. */
  abstract void values(long from, int rows, Block out);

  static ByteBuffer bytes(ArrowBuf buffer, long from, long length) {
    return buffer.nioBuffer(from, Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The type Null. */
  private static final class Nulls extends ColumnReader {
    Nulls() {
      super(null, true);
    }

    @Override
    void values(long from, int rows, Block out) {}
  }
}
