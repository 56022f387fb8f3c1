// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.arrow.memory.util.Float16;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntervalDayVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;

/** Writes the rows of a block to rows of an Arrow vector that has room for them. */
final class ColumnWriter {
  private ColumnWriter() {}

  /** Dictionaries and run-ends are written by {@link ArrowColumn}. */
  static void write(Block block, DataType type, int rows, FieldVector vector, int start) {
    switch (type.id()) {
      case NULL -> {}
      case BOOLEAN -> writeBooleans((BoolBlock) block, rows, (BitVector) vector, start);
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, DATE32, TIME32 ->
          writeLongs((LongBlock) block, rows, (BaseFixedWidthVector) vector, start);
      case INT64, UINT64, DATE64, TIME64, TIMESTAMP, DURATION ->
          writeLongs((LongBlock) block, rows, (BaseFixedWidthVector) vector, start);
      case INTERVAL -> writeIntervals(block, rows, (BaseFixedWidthVector) vector, start);
      case FLOAT16, FLOAT32, FLOAT64 -> writeDoubles((DoubleBlock) block, rows, vector, start);
      case DECIMAL32, DECIMAL64, DECIMAL128 ->
          writeDecimals((Int128Block) block, rows, (BaseFixedWidthVector) vector, start);
      case UTF8, LARGE_UTF8, UTF8_VIEW, BINARY, LARGE_BINARY, BINARY_VIEW, FIXED_SIZE_BINARY ->
          writeBytes((BytesBlock) block, rows, vector, start);
      case DECIMAL256 -> writeWideDecimals(block, type, rows, (Decimal256Vector) vector, start);
      case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, FIXED_SIZE_LIST, STRUCT, MAP, UNION -> {
        for (int i = 0; i < rows; i++) {
          ValueWriter.write(Cells.get(block, i, type), type, vector, start + i);
        }
      }
      case DICTIONARY, RUN_END_ENCODED -> throw new AssertionError("wrapped outside: " + type);
    }
  }

  private static void writeBooleans(BoolBlock block, int rows, BitVector vector, int start) {
    for (int i = 0; i < rows; i++) {
      if (block.isNull(i)) {
        vector.setNull(start + i);
      } else {
        vector.set(start + i, block.values[i] & 1);
      }
    }
  }

  private static void writeLongs(
      LongBlock block, int rows, BaseFixedWidthVector vector, int start) {
    int width = vector.getTypeWidth();
    for (int i = 0; i < rows; i++) {
      if (valid(block, i, vector, start)) {
        long at = (long) (start + i) * width;
        long value = block.values[i];
        switch (width) {
          case 1 -> vector.getDataBuffer().setByte(at, (byte) value);
          case 2 -> vector.getDataBuffer().setShort(at, (short) value);
          case 4 -> vector.getDataBuffer().setInt(at, (int) value);
          default -> vector.getDataBuffer().setLong(at, value);
        }
      }
    }
  }

  private static boolean valid(Block block, int row, BaseFixedWidthVector vector, int start) {
    if (block.isNull(row)) {
      vector.setNull(start + row);
      return false;
    }
    BitVectorHelper.setBit(vector.getValidityBuffer(), start + row);
    return true;
  }

  private static void writeIntervals(
      Block block, int rows, BaseFixedWidthVector vector, int start) {
    if (vector instanceof IntervalMonthDayNanoVector wide) {
      Int128Block values = (Int128Block) block;
      for (int i = 0; i < rows; i++) {
        if (valid(block, i, vector, start)) {
          long high = values.high[i];
          wide.set(start + i, (int) (high >> 32), (int) high, values.low[i]);
        }
      }
    } else if (vector instanceof IntervalDayVector days) {
      long[] values = ((LongBlock) block).values;
      for (int i = 0; i < rows; i++) {
        if (valid(block, i, vector, start)) {
          days.set(start + i, (int) (values[i] >> 32), (int) values[i]);
        }
      }
    } else {
      writeLongs((LongBlock) block, rows, vector, start);
    }
  }

  private static void writeDoubles(DoubleBlock block, int rows, FieldVector vector, int start) {
    for (int i = 0; i < rows; i++) {
      if (valid(block, i, (BaseFixedWidthVector) vector, start)) {
        double value = block.values[i];
        if (vector instanceof Float8Vector wide) {
          wide.set(start + i, value);
        } else if (vector instanceof Float4Vector single) {
          single.set(start + i, (float) value);
        } else {
          ((Float2Vector) vector).set(start + i, Float16.toFloat16((float) value));
        }
      }
    }
  }

  private static void writeDecimals(
      Int128Block block, int rows, BaseFixedWidthVector vector, int start) {
    int width = vector.getTypeWidth();
    for (int i = 0; i < rows; i++) {
      if (valid(block, i, vector, start)) {
        long at = (long) (start + i) * width;
        if (width == 4) {
          vector.getDataBuffer().setInt(at, (int) block.low[i]);
        } else {
          vector.getDataBuffer().setLong(at, block.low[i]);
          if (width == 16) {
            vector.getDataBuffer().setLong(at + 8, block.high[i]);
          }
        }
      }
    }
  }

  private static void writeWideDecimals(
      Block block, DataType type, int rows, Decimal256Vector vector, int start) {
    int scale = ((DataType.Decimal) type).scale();
    for (int i = 0; i < rows; i++) {
      if (valid(block, i, vector, start)) {
        vector.set(start + i, new BigDecimal((BigInteger) Cells.get(block, i, type), scale));
      }
    }
  }

  private static void writeBytes(BytesBlock block, int rows, FieldVector vector, int start) {
    for (int i = 0; i < rows; i++) {
      int from = block.starts[i];
      int length = block.ends[i] - from;
      if (block.isNull(i)) {
        vector.setNull(start + i);
      } else if (vector instanceof BaseVariableWidthVector text) {
        text.setSafe(start + i, block.bytes, from, length);
      } else if (vector instanceof BaseLargeVariableWidthVector text) {
        text.setSafe(start + i, block.bytes, from, length);
      } else if (vector instanceof BaseVariableWidthViewVector text) {
        text.setSafe(start + i, block.bytes, from, length);
      } else {
        FixedSizeBinaryVector fixed = (FixedSizeBinaryVector) vector;
        fixed.setSafe(start + i, java.util.Arrays.copyOfRange(block.bytes, from, from + length));
      }
    }
  }

  /** A block of values in {@code Literal}'s form. */
  static Block block(List<?> values, DataType type) {
    Block block = Block.of(Lane.of(type), Math.max(1, values.size()));
    for (int i = 0; i < values.size(); i++) {
      Cells.set(block, i, type, values.get(i));
    }
    return block;
  }
}
