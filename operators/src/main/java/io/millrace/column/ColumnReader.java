// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;

/** Copies rows of Arrow arrays of one type, one after another, into blocks of the type's lane. */
abstract class ColumnReader {
  private final BufferView validity = new BufferView();
  private boolean nullable;

  static ColumnReader of(DataType type) {
    return switch (type.id()) {
      case NULL -> new Nulls();
      case BOOLEAN -> new FixedReaders.Bools();
      case INT8 -> new FixedReaders.Bytes(true);
      case UINT8 -> new FixedReaders.Bytes(false);
      case INT16 -> new FixedReaders.Shorts(true);
      case UINT16 -> new FixedReaders.Shorts(false);
      case INT32, DATE32, TIME32 -> new FixedReaders.Ints(true);
      case UINT32 -> new FixedReaders.Ints(false);
      case INT64, UINT64, DATE64, TIME64, TIMESTAMP, DURATION -> new FixedReaders.Longs();
      case INTERVAL -> interval(((DataType.Interval) type).unit());
      case FLOAT16 -> new FixedReaders.Halves();
      case FLOAT32 -> new FixedReaders.Floats();
      case FLOAT64 -> new FixedReaders.Doubles();
      case DECIMAL32 -> new WideReaders.Ints();
      case DECIMAL64 -> new WideReaders.Longs();
      case DECIMAL128 -> new WideReaders.Wide();
      case DECIMAL256 -> new WideReaders.Widest();
      case UTF8, BINARY -> new BytesReaders.Offsets(Integer.BYTES);
      case LARGE_UTF8, LARGE_BINARY -> new BytesReaders.Offsets(Long.BYTES);
      case UTF8_VIEW, BINARY_VIEW -> new BytesReaders.Views();
      case FIXED_SIZE_BINARY -> new BytesReaders.Fixed(((DataType.FixedSizeBinary) type).size());
      case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, MAP, FIXED_SIZE_LIST -> list(type);
      case STRUCT -> new NestedReaders.Structs((DataType.Struct) type);
      case UNION -> new NestedReaders.Unions((DataType.Union) type);
      case DICTIONARY -> new EncodedReaders.Dictionaries((DataType.Dictionary) type);
      case RUN_END_ENCODED -> new EncodedReaders.Runs((DataType.RunEndEncoded) type);
    };
  }

  private static ColumnReader interval(IntervalUnit unit) {
    return switch (unit) {
      case YEAR_MONTH -> new FixedReaders.Ints(true);
      case DAY_TIME -> new FixedReaders.DayTimes();
      case MONTH_DAY_NANO -> new WideReaders.MonthDayNanos();
    };
  }

  private static ColumnReader list(DataType type) {
    DataType element = ArrowFields.children(type).get(0).type();
    return switch (type.id()) {
      case LARGE_LIST -> new NestedReaders.Lists(element, Long.BYTES);
      case LIST_VIEW -> new NestedReaders.ListViews(element, Integer.BYTES);
      case LARGE_LIST_VIEW -> new NestedReaders.ListViews(element, Long.BYTES);
      case FIXED_SIZE_LIST ->
          new NestedReaders.FixedLists(element, ((DataType.FixedSizeList) type).size());
      default -> new NestedReaders.Lists(element, Integer.BYTES);
    };
  }

  /** Reads from an array of the type from now on. */
  final void over(ArrowArray array) {
    ArrowBuf bits = hasValidity() ? array.buffers().get(0) : null;
    nullable = bits != null && bits.capacity() > 0;
    if (nullable) {
      validity.over(bits);
    }
    take(array);
  }

  /** Whether the first buffer of the type's arrays says which rows are null. */
  boolean hasValidity() {
    return true;
  }

  /** Takes what is needed of the array besides its validity. */
  abstract void take(ArrowArray array);

  /** Fills the first rows of a block, which is reset before; has nulls only if one of them is. */
  final void read(long from, int rows, Block out) {
    out.reset();
    if (rows > 0) {
      if (nullable) {
        long[] words = out.validWords();
        Bits.read(validity, from, rows, words);
        if (Bits.allSet(words, rows)) {
          out.clearNulls();
        }
      }
      values(from, rows, out);
    }
  }

  /** Copies values; the nulls are already there. */
  abstract void values(long from, int rows, Block out);

  /** The type Null. */
  private static final class Nulls extends ColumnReader {
    @Override
    boolean hasValidity() {
      return false;
    }

    @Override
    void take(ArrowArray array) {}

    @Override
    void values(long from, int rows, Block out) {
      Arrays.fill(out.validWords(), 0L);
    }
  }
}
