// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.Float16;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/**
 * Copies a run of rows of an Arrow vector into a block: plain types by their buffers, nested ones
 * by value.
 */
final class ColumnReader {
  private final DictionaryProvider dictionaries;

  ColumnReader(DictionaryProvider dictionaries) {
    this.dictionaries = dictionaries;
  }

  void read(FieldVector vector, DataType type, int start, int rows, Block out) {
    out.reset();
    if (type instanceof DataType.Dictionary dictionary) {
      readDictionary(vector, dictionary, start, rows, out);
    } else if (type instanceof DataType.RunEndEncoded runs) {
      readRuns((RunEndEncodedVector) vector, runs, start, rows, out);
    } else {
      readNulls(vector, start, rows, out);
      readValues(vector, type, start, rows, out);
    }
  }

  private void readDictionary(
      FieldVector vector, DataType.Dictionary type, int start, int rows, Block out) {
    FieldVector values = dictionaries.lookup(vector.getField().getDictionary().getId()).getVector();
    Block decoded = Block.of(out.lane(), Math.max(1, values.getValueCount()));
    read(values, type.value(), 0, values.getValueCount(), decoded);
    BaseIntVector indices = (BaseIntVector) vector;
    for (int i = 0; i < rows; i++) {
      if (vector.isNull(start + i)) {
        out.setNull(i);
      } else {
        out.copy(i, decoded, (int) indices.getValueAsLong(start + i));
      }
    }
  }

  private void readRuns(
      RunEndEncodedVector vector, DataType.RunEndEncoded type, int start, int rows, Block out) {
    FieldVector values = vector.getValuesVector();
    Block decoded = Block.of(out.lane(), Math.max(1, values.getValueCount()));
    read(values, type.values().type(), 0, values.getValueCount(), decoded);
    BaseIntVector ends = (BaseIntVector) vector.getRunEndsVector();
    int run = 0;
    for (int i = 0; i < rows; i++) {
      while (ends.getValueAsLong(run) <= start + i) {
        run++;
      }
      out.copy(i, decoded, run);
    }
  }

  private static void readNulls(FieldVector vector, int start, int rows, Block out) {
    if (vector instanceof NullVector) {
      Arrays.fill(out.validWords(), 0);
    } else if (vector.getNullCount() > 0) {
      long[] words = out.validWords();
      if ((start & 7) == 0 && vector.getValidityBuffer() != null) {
        copyBits(vector.getValidityBuffer(), start, rows, words);
      } else {
        for (int i = 0; i < rows; i++) {
          if (vector.isNull(start + i)) {
            out.setNull(i);
          }
        }
      }
    }
  }

  /** Bits from {@code start}, a multiple of eight, on. */
  private static void copyBits(ArrowBuf bits, int start, int rows, long[] words) {
    byte[] bytes = new byte[(rows + 7) >>> 3];
    bits.getBytes(start >>> 3, bytes);
    Arrays.fill(words, 0);
    for (int i = 0; i < bytes.length; i++) {
      words[i >>> 3] |= (bytes[i] & 0xFFL) << ((i & 7) << 3);
    }
  }

  private void readValues(FieldVector vector, DataType type, int start, int rows, Block out) {
    switch (type.id()) {
      case NULL -> {}
      case BOOLEAN -> readBooleans((BitVector) vector, start, rows, (BoolBlock) out);
      case INT8 -> readBytes(vector, start, rows, (LongBlock) out, -1L);
      case UINT8 -> readBytes(vector, start, rows, (LongBlock) out, 0xFFL);
      case INT16 -> readShorts(vector, start, rows, (LongBlock) out, -1L);
      case UINT16 -> readShorts(vector, start, rows, (LongBlock) out, 0xFFFFL);
      case INT32, DATE32, TIME32 -> readInts(vector, start, rows, (LongBlock) out, -1L);
      case UINT32 -> readInts(vector, start, rows, (LongBlock) out, 0xFFFFFFFFL);
      case INT64, UINT64, DATE64, TIME64, TIMESTAMP, DURATION ->
          slice(vector, start, rows, 8).asLongBuffer().get(((LongBlock) out).values, 0, rows);
      case INTERVAL -> readIntervals(vector, (DataType.Interval) type, start, rows, out);
      case FLOAT16 -> readHalves(vector, start, rows, (DoubleBlock) out);
      case FLOAT32 -> readFloats(vector, start, rows, (DoubleBlock) out);
      case FLOAT64 ->
          slice(vector, start, rows, 8).asDoubleBuffer().get(((DoubleBlock) out).values, 0, rows);
      case DECIMAL32 -> readNarrowDecimals(vector, start, rows, 4, (Int128Block) out);
      case DECIMAL64 -> readNarrowDecimals(vector, start, rows, 8, (Int128Block) out);
      case DECIMAL128 -> readDecimals(vector, start, rows, (Int128Block) out);
      case UTF8, BINARY -> readText(vector, start, rows, (BytesBlock) out);
      case LARGE_UTF8, LARGE_BINARY -> readLargeText(vector, start, rows, (BytesBlock) out);
      case FIXED_SIZE_BINARY ->
          readFixed(
              vector, ((DataType.FixedSizeBinary) type).size(), start, rows, (BytesBlock) out);
      case UTF8_VIEW, BINARY_VIEW, DECIMAL256 -> readObjects(vector, type, start, rows, out);
      case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, FIXED_SIZE_LIST, STRUCT, MAP, UNION ->
          readObjects(vector, type, start, rows, out);
      case DICTIONARY, RUN_END_ENCODED -> throw new AssertionError("unwrapped before: " + type);
    }
  }

  private static ByteBuffer slice(FieldVector vector, int start, int rows, int width) {
    return vector
        .getDataBuffer()
        .nioBuffer((long) start * width, rows * width)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void readBooleans(BitVector vector, int start, int rows, BoolBlock out) {
    ArrowBuf bits = vector.getDataBuffer();
    for (int i = 0; i < rows; i++) {
      int at = start + i;
      out.values[i] = (byte) -(bits.getByte(at >>> 3) >>> (at & 7) & 1);
    }
  }

  private static void readBytes(FieldVector vector, int start, int rows, LongBlock out, long mask) {
    ByteBuffer values = slice(vector, start, rows, 1);
    for (int i = 0; i < rows; i++) {
      out.values[i] = values.get(i) & mask;
    }
  }

  private static void readShorts(
      FieldVector vector, int start, int rows, LongBlock out, long mask) {
    ByteBuffer values = slice(vector, start, rows, 2);
    for (int i = 0; i < rows; i++) {
      out.values[i] = values.getShort(i << 1) & mask;
    }
  }

  private static void readInts(FieldVector vector, int start, int rows, LongBlock out, long mask) {
    IntBuffer values = slice(vector, start, rows, 4).asIntBuffer();
    for (int i = 0; i < rows; i++) {
      out.values[i] = values.get(i) & mask;
    }
  }

  private static void readIntervals(
      FieldVector vector, DataType.Interval type, int start, int rows, Block out) {
    switch (type.unit()) {
      case YEAR_MONTH -> readInts(vector, start, rows, (LongBlock) out, -1L);
      case DAY_TIME -> {
        IntBuffer parts = slice(vector, start, rows, 8).asIntBuffer();
        long[] values = ((LongBlock) out).values;
        for (int i = 0; i < rows; i++) {
          values[i] = (long) parts.get(2 * i) << 32 | parts.get(2 * i + 1) & 0xFFFFFFFFL;
        }
      }
      case MONTH_DAY_NANO -> {
        ByteBuffer parts = slice(vector, start, rows, 16);
        Int128Block wide = (Int128Block) out;
        for (int i = 0; i < rows; i++) {
          wide.high[i] = (long) parts.getInt(16 * i) << 32 | parts.getInt(16 * i + 4) & 0xFFFFFFFFL;
          wide.low[i] = parts.getLong(16 * i + 8);
        }
      }
    }
  }

  private static void readHalves(FieldVector vector, int start, int rows, DoubleBlock out) {
    ByteBuffer values = slice(vector, start, rows, 2);
    for (int i = 0; i < rows; i++) {
      out.values[i] = Float16.toFloat(values.getShort(i << 1));
    }
  }

  private static void readFloats(FieldVector vector, int start, int rows, DoubleBlock out) {
    ByteBuffer values = slice(vector, start, rows, 4);
    for (int i = 0; i < rows; i++) {
      out.values[i] = values.getFloat(i << 2);
    }
  }

  private static void readNarrowDecimals(
      FieldVector vector, int start, int rows, int width, Int128Block out) {
    ByteBuffer values = slice(vector, start, rows, width);
    for (int i = 0; i < rows; i++) {
      out.low[i] = width == 4 ? values.getInt(4 * i) : values.getLong(8 * i);
      out.high[i] = out.low[i] >> 63;
    }
  }

  private static void readDecimals(FieldVector vector, int start, int rows, Int128Block out) {
    ByteBuffer values = slice(vector, start, rows, 16);
    for (int i = 0; i < rows; i++) {
      out.low[i] = values.getLong(16 * i);
      out.high[i] = values.getLong(16 * i + 8);
    }
  }

  /** All values of the run in one copy; rows then refer to it. */
  private static void readText(FieldVector vector, int start, int rows, BytesBlock out) {
    IntBuffer offsets =
        vector
            .getOffsetBuffer()
            .nioBuffer(4L * start, 4 * (rows + 1))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asIntBuffer();
    int first = offsets.get(0);
    int length = offsets.get(rows) - first;
    int to = out.extend(length);
    vector.getDataBuffer().getBytes(first, out.bytes, to, length);
    for (int i = 0; i < rows; i++) {
      out.starts[i] = offsets.get(i) - first + to;
      out.ends[i] = offsets.get(i + 1) - first + to;
    }
  }

  private static void readLargeText(FieldVector vector, int start, int rows, BytesBlock out) {
    for (int i = 0; i < rows; i++) {
      if (!out.isNull(i)) {
        byte[] value =
            vector instanceof LargeVarCharVector text
                ? text.get(start + i)
                : ((LargeVarBinaryVector) vector).get(start + i);
        out.set(i, value, 0, value.length);
      }
    }
  }

  private static void readFixed(
      FieldVector vector, int width, int start, int rows, BytesBlock out) {
    int to = out.extend(width * rows);
    vector.getDataBuffer().getBytes((long) start * width, out.bytes, to, width * rows);
    for (int i = 0; i < rows; i++) {
      out.starts[i] = to + i * width;
      out.ends[i] = to + (i + 1) * width;
    }
  }

  private void readObjects(FieldVector vector, DataType type, int start, int rows, Block out) {
    ValueReader values = new ValueReader(dictionaries);
    for (int i = 0; i < rows; i++) {
      if (!out.isNull(i)) {
        Cells.set(out, i, type, values.read(vector, type, start + i));
      }
    }
  }
}
