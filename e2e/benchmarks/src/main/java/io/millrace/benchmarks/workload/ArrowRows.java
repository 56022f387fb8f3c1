// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.workload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarCharVector;

/** {@link Column} to Arrow vectors and back, by Arrow's own setters and getters: slow and sure. */
public final class ArrowRows {
  private ArrowRows() {}

  /** The caller closes it. */
  public static VectorSchemaRoot of(Rows rows, BufferAllocator allocator) {
    int count = rows.count();
    List<FieldVector> vectors =
        List.of(
            longs(rows.a(), allocator, "a"),
            longs(rows.b(), allocator, "b"),
            doubles(rows.x(), allocator, "x"),
            doubles(rows.y(), allocator, "y"),
            texts(rows.s(), allocator),
            timestamps(rows.ts(), allocator),
            decimals(rows.d(), allocator));
    return new VectorSchemaRoot(
        vectors.stream().map(FieldVector::getField).toList(), vectors, count);
  }

  private static FieldVector longs(Column.Longs column, BufferAllocator allocator, String name) {
    BigIntVector vector = new BigIntVector(name, allocator);
    vector.allocateNew(column.rows());
    for (int i = 0; i < column.rows(); i++) {
      if (Column.isNull(column.valid(), i)) {
        vector.setNull(i);
      } else {
        vector.set(i, column.values()[i]);
      }
    }
    vector.setValueCount(column.rows());
    return vector;
  }

  private static FieldVector doubles(
      Column.Doubles column, BufferAllocator allocator, String name) {
    Float8Vector vector = new Float8Vector(name, allocator);
    vector.allocateNew(column.rows());
    for (int i = 0; i < column.rows(); i++) {
      if (Column.isNull(column.valid(), i)) {
        vector.setNull(i);
      } else {
        vector.set(i, column.values()[i]);
      }
    }
    vector.setValueCount(column.rows());
    return vector;
  }

  private static FieldVector texts(Column.Texts column, BufferAllocator allocator) {
    VarCharVector vector = new VarCharVector("s", allocator);
    vector.allocateNew(column.offsets()[column.rows()], column.rows());
    for (int i = 0; i < column.rows(); i++) {
      int start = column.offsets()[i];
      if (Column.isNull(column.valid(), i)) {
        vector.setNull(i);
      } else {
        vector.setSafe(i, column.bytes(), start, column.offsets()[i + 1] - start);
      }
    }
    vector.setValueCount(column.rows());
    return vector;
  }

  private static FieldVector timestamps(Column.Longs column, BufferAllocator allocator) {
    TimeStampMicroVector vector = new TimeStampMicroVector("ts", allocator);
    vector.allocateNew(column.rows());
    for (int i = 0; i < column.rows(); i++) {
      vector.set(i, column.values()[i]);
    }
    vector.setValueCount(column.rows());
    return vector;
  }

  private static FieldVector decimals(Column.Wides column, BufferAllocator allocator) {
    DecimalVector vector = new DecimalVector("d", allocator, 18, 2);
    vector.allocateNew(column.rows());
    for (int i = 0; i < column.rows(); i++) {
      vector.set(i, column.low()[i]);
    }
    vector.setValueCount(column.rows());
    return vector;
  }

  /** Copies the answer of a query; the vector stays the caller's. */
  public static Column column(FieldVector vector) {
    int rows = vector.getValueCount();
    long[] valid = valid(vector);
    if (vector instanceof BigIntVector || vector instanceof UInt8Vector) {
      return new Column.Longs(rows, words(vector, 1, 0), valid);
    } else if (vector instanceof TimeStampMicroVector) {
      return new Column.Longs(rows, words(vector, 1, 0), valid);
    } else if (vector instanceof Float8Vector numbers) {
      double[] values = new double[rows];
      for (int i = 0; i < rows; i++) {
        values[i] = vector.isNull(i) ? 0 : numbers.get(i);
      }
      return new Column.Doubles(rows, values, valid);
    } else if (vector instanceof BitVector bits) {
      byte[] values = new byte[rows];
      for (int i = 0; i < rows; i++) {
        values[i] = (byte) (!bits.isNull(i) && bits.get(i) == 1 ? -1 : 0);
      }
      return new Column.Bools(rows, values, valid);
    } else if (vector instanceof DecimalVector) {
      return new Column.Wides(rows, words(vector, 2, 1), words(vector, 2, 0), valid);
    } else if (vector instanceof BaseVariableWidthVector || vector instanceof ViewVarCharVector) {
      return texts(vector, valid);
    }
    throw new WrongAnswer("a column of " + vector.getField());
  }

  private static long[] valid(FieldVector vector) {
    if (vector.getNullCount() == 0) {
      return null;
    }
    long[] valid = new long[Column.words(vector.getValueCount())];
    for (int i = 0; i < vector.getValueCount(); i++) {
      valid[i >>> 6] |= (vector.isNull(i) ? 0L : 1L) << i;
    }
    return valid;
  }

  private static long[] words(FieldVector vector, int perRow, int place) {
    long[] words = new long[vector.getValueCount()];
    ArrowBuf data = vector.getDataBuffer();
    for (int i = 0; i < words.length; i++) {
      words[i] = data.getLong((long) (i * perRow + place) * Long.BYTES);
    }
    return words;
  }

  private static Column texts(FieldVector vector, long[] valid) {
    int rows = vector.getValueCount();
    int[] offsets = new int[rows + 1];
    byte[][] values = new byte[rows][];
    for (int i = 0; i < rows; i++) {
      values[i] =
          vector.isNull(i)
              ? new byte[0]
              : vector.getObject(i).toString().getBytes(StandardCharsets.UTF_8);
      offsets[i + 1] = offsets[i] + values[i].length;
    }
    byte[] bytes = new byte[offsets[rows] + Long.BYTES];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values[i], 0, bytes, offsets[i], values[i].length);
    }
    return new Column.Texts(rows, bytes, offsets, valid);
  }
}
