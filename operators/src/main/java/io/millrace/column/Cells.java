// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/**
 * Single values in and out of blocks, in the Java form that {@code Literal} defines for their type.
 */
@Internal
public final class Cells {
  private Cells() {}

  /** Null for an SQL null. The value may be kept. */
  public static Object get(Block block, int row, DataType type) {
    Object value = view(block, row, type);
    return block.lane() == Lane.NESTED ? owned(value) : value;
  }

  /** A value in which nothing is a view. */
  private static Object owned(Object value) {
    if (value instanceof ElementList list) {
      return list.copy();
    }
    if (value instanceof MemberList struct) {
      return struct.copy();
    }
    if (value instanceof List<?> list && list.stream().anyMatch(List.class::isInstance)) {
      List<Object> all = new ArrayList<>(list.size());
      list.forEach(each -> all.add(owned(each)));
      return Collections.unmodifiableList(all);
    }
    return value;
  }

  /** The same, but lists and structs may be views on blocks that many share: not to be kept. */
  public static Object view(Block block, int row, DataType type) {
    if (block.isNull(row)) {
      return null;
    }
    return switch (block.lane()) {
      case BOOL -> ((BoolBlock) block).values[row] != 0;
      case LONG -> ((LongBlock) block).values[row];
      case DOUBLE -> ((DoubleBlock) block).values[row];
      case INT128 -> wide((Int128Block) block, row, type);
      case BYTES -> bytes((BytesBlock) block, row, type);
      case OBJECT -> ((ObjectBlock) block).values[row];
      case NESTED -> ((NestedBlock) block).view(row);
    };
  }

  /**
   * Null for an SQL null; throws {@link EvaluationError} if the row has no answer.
   *
   * @param type of the value
   */
  public static Object get(RowValue value, DataType type) {
    if (!value.compute()) {
      return null;
    }
    return switch (Lane.of(type)) {
      case BOOL -> value.getBoolean();
      case LONG -> value.getLong();
      case DOUBLE -> value.getDouble();
      case BYTES -> bytes(value.getBytes(), type);
      case INT128, OBJECT, NESTED -> get(value.getBlock(), 0, type);
    };
  }

  /** What gives {@link #get} of a value, for each row anew. */
  public static Supplier<Object> supplier(RowValue value, DataType type) {
    return switch (Lane.of(type)) {
      case BOOL -> () -> value.compute() ? value.getBoolean() : null;
      case LONG -> () -> value.compute() ? value.getLong() : null;
      case DOUBLE -> () -> value.compute() ? value.getDouble() : null;
      case BYTES, INT128, OBJECT, NESTED -> () -> get(value, type);
    };
  }

  /** {@code value} may be null for an SQL null. A bytes block grows; reset it before refilling. */
  public static void set(Block block, int row, DataType type, Object value) {
    if (value == null) {
      block.setNull(row);
      return;
    }
    block.setValid(row);
    switch (block.lane()) {
      case BOOL -> ((BoolBlock) block).values[row] = (byte) ((Boolean) value ? -1 : 0);
      case LONG -> ((LongBlock) block).values[row] = (Long) value;
      case DOUBLE -> ((DoubleBlock) block).values[row] = (Double) value;
      case INT128 -> setWide((Int128Block) block, row, value);
      case BYTES -> {
        byte[] utf8 = value instanceof String text ? TextBytes.of(text) : ((Bytes) value).toArray();
        ((BytesBlock) block).set(row, utf8, 0, utf8.length);
      }
      case OBJECT -> ((ObjectBlock) block).values[row] = value;
      case NESTED -> ((NestedBlock) block).set(row, value);
    }
  }

  private static Object wide(Int128Block block, int row, DataType type) {
    long high = block.high[row];
    long low = block.low[row];
    return type.unwrapped() instanceof DataType.Interval
        ? new Interval((int) (high >> 32), (int) high, low)
        : Int128.toBigInteger(high, low);
  }

  private static void setWide(Int128Block block, int row, Object value) {
    if (value instanceof Interval span) {
      block.high[row] = ((long) span.months() << 32) | (span.days() & 0xFFFFFFFFL);
      block.low[row] = span.nanos();
    } else {
      BigInteger number = (BigInteger) value;
      block.high[row] = number.shiftRight(64).longValue();
      block.low[row] = number.longValue();
    }
  }

  private static Object bytes(BytesBlock block, int row, DataType type) {
    BytesView view = new BytesView();
    view.move(block, row);
    return bytes(view, type);
  }

  private static Object bytes(BytesView view, DataType type) {
    return type.unwrapped().isText()
        ? view.toString()
        : Bytes.wrap(Arrays.copyOfRange(view.bytes, view.start, view.end));
  }
}
