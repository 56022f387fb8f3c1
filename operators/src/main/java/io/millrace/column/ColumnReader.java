// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TypeId;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;

/** Copies rows of Arrow arrays of one type, one after another, into blocks of the type's lane. */
abstract class ColumnReader {
  private final BufferView validity = new BufferView();
  private boolean nullable;

  static ColumnReader of(DataType type) {
    int bits = type.id().bits();
    return switch (type.family()) {
      case NULL -> new Nulls();
      case BOOLEAN -> new FixedReaders.Bools();
      case SIGNED, DATE, TIME, TIMESTAMP, DURATION -> integers(bits, true);
      case UNSIGNED -> integers(bits, false);
      case FLOAT -> floats(bits);
      case DECIMAL -> decimals(bits);
      case INTERVAL -> interval(((DataType.Interval) type).unit());
      case TEXT, BINARY -> bytes(type);
      case LIST -> list((DataType.AnyList) type);
      case STRUCT -> new NestedReaders.Structs((DataType.Struct) type);
      case MAP ->
          new NestedReaders.Lists(
              ((DataType.MapOf) type).entries().type(), type.id().layout().offsetBytes());
      case UNION -> new NestedReaders.Unions((DataType.Union) type);
      case ENCODED ->
          type instanceof DataType.Dictionary dictionary
              ? new EncodedReaders.Dictionaries(dictionary)
              : new EncodedReaders.Runs((DataType.RunEndEncoded) type);
    };
  }

  private static ColumnReader integers(int bits, boolean signed) {
    return switch (bits) {
      case Byte.SIZE -> new FixedReaders.Bytes(signed);
      case Short.SIZE -> new FixedReaders.Shorts(signed);
      case Integer.SIZE -> new FixedReaders.Ints(signed);
      default -> new FixedReaders.Longs();
    };
  }

  private static ColumnReader floats(int bits) {
    return switch (bits) {
      case Short.SIZE -> new FixedReaders.Halves();
      case Integer.SIZE -> new FixedReaders.Floats();
      default -> new FixedReaders.Doubles();
    };
  }

  private static ColumnReader decimals(int bits) {
    return switch (bits) {
      case Integer.SIZE -> new WideReaders.Ints();
      case Long.SIZE -> new WideReaders.Longs();
      case 2 * Long.SIZE -> new WideReaders.Wide();
      default -> new WideReaders.Widest();
    };
  }

  private static ColumnReader bytes(DataType type) {
    TypeId.Layout layout = type.id().layout();
    return switch (layout) {
      case OFFSETS, LARGE_OFFSETS -> new BytesReaders.Offsets(layout.offsetBytes());
      case VIEWS -> new BytesReaders.Views();
      case EQUAL_SIZES -> new BytesReaders.Fixed(((DataType.FixedSizeBinary) type).size());
      case NONE, LARGE_VIEWS -> throw new AssertionError(type);
    };
  }

  private static ColumnReader interval(IntervalUnit unit) {
    return switch (unit) {
      case YEAR_MONTH -> new FixedReaders.Ints(true);
      case DAY_TIME -> new FixedReaders.DayTimes();
      case MONTH_DAY_NANO -> new WideReaders.MonthDayNanos();
    };
  }

  private static ColumnReader list(DataType.AnyList type) {
    TypeId.Layout layout = type.id().layout();
    DataType element = type.item().type();
    return switch (layout) {
      case OFFSETS, LARGE_OFFSETS -> new NestedReaders.Lists(element, layout.offsetBytes());
      case VIEWS, LARGE_VIEWS -> new NestedReaders.ListViews(element, layout.offsetBytes());
      case EQUAL_SIZES ->
          new NestedReaders.FixedLists(element, ((DataType.FixedSizeList) type).size());
      case NONE -> throw new AssertionError(type);
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
    readNulls(from, rows, out);
    if (rows > 0) {
      values(from, rows, out);
    }
  }

  /** The same without the values. */
  final void readNulls(long from, int rows, Block out) {
    out.reset();
    if (nullable && rows > 0) {
      long[] words = out.newValidWords();
      Bits.read(validity, from, rows, words);
      if (Bits.allSet(words, rows)) {
        out.clearNulls();
      }
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
