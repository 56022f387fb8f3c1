// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.TypeId;
import java.util.List;
import java.util.function.Function;

/** How a record batch holds the values of each type. */
final class BatchColumns {
  private BatchColumns() {}

  /** The values of a column of a record batch, whose nodes and buffers it takes in their order. */
  static BatchReader.Column read(DataType type, BatchReader in) {
    int bytes = type.id().bits() / Byte.SIZE;
    return switch (type.family()) {
      case NULL -> in.nulls();
      case BOOLEAN -> in.bits();
      case SIGNED, DATE, TIME, TIMESTAMP, DURATION -> in.fixed(bytes, readInteger(bytes));
      case UNSIGNED -> {
        long mask = -1L >>> (Long.SIZE - type.id().bits());
        BatchReader.Fixed signed = readInteger(bytes);
        yield in.fixed(bytes, (data, at) -> (Long) signed.at(data, at) & mask);
      }
      case FLOAT -> in.fixed(bytes, readFloat(bytes));
      case DECIMAL -> in.decimals(bytes);
      case INTERVAL -> intervals((DataType.Interval) type, in);
      case TEXT -> variable(type, in, BatchReader::text);
      case BINARY -> variable(type, in, Bytes::wrap);
      case LIST -> list((DataType.AnyList) type, in);
      case STRUCT -> in.struct((DataType.Struct) type);
      case MAP ->
          in.list(type.id().layout().offsetBytes(), ((DataType.MapOf) type).entries().type());
      case UNION -> in.union((DataType.Union) type);
      case ENCODED ->
          type instanceof DataType.Dictionary dictionary
              ? in.dictionary(dictionary)
              : in.runEnds((DataType.RunEndEncoded) type);
    };
  }

  private static BatchReader.Fixed readInteger(int bytes) {
    return switch (bytes) {
      case Byte.BYTES -> (data, at) -> (long) data.get(at);
      case Short.BYTES -> (data, at) -> (long) data.getShort(at);
      case Integer.BYTES -> (data, at) -> (long) data.getInt(at);
      default -> (data, at) -> data.getLong(at);
    };
  }

  private static BatchReader.Fixed readFloat(int bytes) {
    return switch (bytes) {
      case Short.BYTES -> (data, at) -> Floats.widenHalf(data.getShort(at));
      case Integer.BYTES -> (data, at) -> Floats.widen(data.getInt(at));
      default -> (data, at) -> data.getDouble(at);
    };
  }

  private static BatchReader.Column intervals(DataType.Interval type, BatchReader in) {
    return switch (type.unit()) {
      case YEAR_MONTH -> in.fixed(4, (data, at) -> (long) data.getInt(at));
      case DAY_TIME ->
          in.fixed(8, (data, at) -> LiteralReader.dayTime(data.getInt(at), data.getInt(at + 4)));
      case MONTH_DAY_NANO ->
          in.fixed(
              16,
              (data, at) ->
                  new Interval(data.getInt(at), data.getInt(at + 4), data.getLong(at + 8)));
    };
  }

  private static BatchReader.Column variable(
      DataType type, BatchReader in, Function<byte[], Object> make) {
    TypeId.Layout layout = type.id().layout();
    return switch (layout) {
      case OFFSETS, LARGE_OFFSETS -> in.variable(layout.offsetBytes(), make);
      case VIEWS -> in.views(make);
      case EQUAL_SIZES -> in.fixedSizeBinary(((DataType.FixedSizeBinary) type).size());
      case NONE, LARGE_VIEWS -> throw new AssertionError(type);
    };
  }

  private static BatchReader.Column list(DataType.AnyList type, BatchReader in) {
    TypeId.Layout layout = type.id().layout();
    return switch (layout) {
      case OFFSETS, LARGE_OFFSETS -> in.list(layout.offsetBytes(), type.item().type());
      case VIEWS, LARGE_VIEWS -> in.listView(layout.offsetBytes(), type.item().type());
      case EQUAL_SIZES -> in.fixedSizeList((DataType.FixedSizeList) type);
      case NONE -> throw new AssertionError(type);
    };
  }

  /** Adds a column of these values to a record batch. */
  static void write(DataType type, List<?> values, BatchWriter out) {
    int bytes = type.id().bits() / Byte.SIZE;
    switch (type.family()) {
      case NULL -> out.nulls(values);
      case BOOLEAN -> out.bits(values);
      case SIGNED, UNSIGNED, DATE, TIME, TIMESTAMP, DURATION ->
          out.fixed(bytes, values, writeInteger(bytes));
      case FLOAT -> out.fixed(bytes, values, writeFloat(bytes));
      case DECIMAL -> out.decimals(bytes, values);
      case INTERVAL -> intervals((DataType.Interval) type, values, out);
      case TEXT, BINARY -> variable(type, values, out);
      case LIST -> list((DataType.AnyList) type, values, out);
      case STRUCT -> out.struct((DataType.Struct) type, values);
      case MAP ->
          out.list(
              type.id().layout().offsetBytes(), ((DataType.MapOf) type).entries().type(), values);
      case UNION -> out.union((DataType.Union) type, values);
      case ENCODED -> {
        if (type instanceof DataType.Dictionary dictionary) {
          out.dictionary(dictionary, values);
        } else {
          out.runEnds((DataType.RunEndEncoded) type, values);
        }
      }
    }
  }

  private static BatchWriter.Fixed writeInteger(int bytes) {
    return switch (bytes) {
      case Byte.BYTES -> (data, v) -> data.put(((Long) v).byteValue());
      case Short.BYTES -> (data, v) -> data.putShort(((Long) v).shortValue());
      case Integer.BYTES -> (data, v) -> data.putInt(((Long) v).intValue());
      default -> (data, v) -> data.putLong((Long) v);
    };
  }

  private static BatchWriter.Fixed writeFloat(int bytes) {
    return switch (bytes) {
      case Short.BYTES -> (data, v) -> data.putShort(Floats.narrowHalf((Double) v));
      case Integer.BYTES -> (data, v) -> data.putInt(Floats.narrow((Double) v));
      default -> (data, v) -> data.putDouble((Double) v);
    };
  }

  private static void variable(DataType type, List<?> values, BatchWriter out) {
    TypeId.Layout layout = type.id().layout();
    switch (layout) {
      case OFFSETS, LARGE_OFFSETS -> out.variable(layout.offsetBytes(), values);
      case VIEWS -> out.views(values);
      case EQUAL_SIZES -> out.fixedSizeBinary(((DataType.FixedSizeBinary) type).size(), values);
      case NONE, LARGE_VIEWS -> throw new AssertionError(type);
    }
  }

  private static void list(DataType.AnyList type, List<?> values, BatchWriter out) {
    TypeId.Layout layout = type.id().layout();
    DataType item = type.item().type();
    switch (layout) {
      case OFFSETS, LARGE_OFFSETS -> out.list(layout.offsetBytes(), item, values);
      case VIEWS, LARGE_VIEWS -> out.listView(layout.offsetBytes(), item, values);
      case EQUAL_SIZES -> out.fixedSizeList((DataType.FixedSizeList) type, values);
      case NONE -> throw new AssertionError(type);
    }
  }

  private static void intervals(DataType.Interval type, List<?> values, BatchWriter out) {
    Runnable add =
        switch (type.unit()) {
          case YEAR_MONTH ->
              () -> out.fixed(4, values, (data, v) -> data.putInt(((Long) v).intValue()));
          case DAY_TIME ->
              () ->
                  out.fixed(
                      8,
                      values,
                      (data, v) ->
                          data.putInt((int) ((Long) v >> 32)).putInt(((Long) v).intValue()));
          case MONTH_DAY_NANO ->
              () ->
                  out.fixed(
                      16,
                      values,
                      (data, v) -> {
                        Interval interval = (Interval) v;
                        data.putInt(interval.months())
                            .putInt(interval.days())
                            .putLong(interval.nanos());
                      });
        };
    add.run();
  }
}
