// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;

/** How a record batch holds the values of each type. */
final class BatchColumns {
  private BatchColumns() {}

  /** The values of a column of a record batch, whose nodes and buffers it takes in their order. */
  static BatchReader.Column of(DataType type, BatchReader in) {
    return switch (type.id()) {
      case NULL -> in.nulls();
      case BOOLEAN -> in.bits();
      case INT8 -> in.fixed(1, (data, at) -> (long) data.get(at));
      case UINT8 -> in.fixed(1, (data, at) -> data.get(at) & 0xffL);
      case INT16 -> in.fixed(2, (data, at) -> (long) data.getShort(at));
      case UINT16 -> in.fixed(2, (data, at) -> data.getShort(at) & 0xffffL);
      case INT32, DATE32, TIME32 -> in.fixed(4, (data, at) -> (long) data.getInt(at));
      case UINT32 -> in.fixed(4, (data, at) -> data.getInt(at) & 0xffffffffL);
      case INT64, UINT64, DATE64, TIME64, TIMESTAMP, DURATION ->
          in.fixed(8, (data, at) -> data.getLong(at));
      case FLOAT16 -> in.fixed(2, (data, at) -> Floats.widenHalf(data.getShort(at)));
      case FLOAT32 -> in.fixed(4, (data, at) -> Floats.widen(data.getInt(at)));
      case FLOAT64 -> in.fixed(8, (data, at) -> data.getDouble(at));
      case DECIMAL32 -> in.decimals(4);
      case DECIMAL64 -> in.decimals(8);
      case DECIMAL128 -> in.decimals(16);
      case DECIMAL256 -> in.decimals(32);
      case INTERVAL ->
          switch (((DataType.Interval) type).unit()) {
            case YEAR_MONTH -> in.fixed(4, (data, at) -> (long) data.getInt(at));
            case DAY_TIME ->
                in.fixed(
                    8, (data, at) -> LiteralReader.dayTime(data.getInt(at), data.getInt(at + 4)));
            case MONTH_DAY_NANO ->
                in.fixed(
                    16,
                    (data, at) ->
                        new Interval(data.getInt(at), data.getInt(at + 4), data.getLong(at + 8)));
          };
      case FIXED_SIZE_BINARY -> in.fixedSizeBinary(((DataType.FixedSizeBinary) type).size());
      case UTF8 -> in.variable(4, BatchReader::text);
      case LARGE_UTF8 -> in.variable(8, BatchReader::text);
      case BINARY -> in.variable(4, Bytes::wrap);
      case LARGE_BINARY -> in.variable(8, Bytes::wrap);
      case UTF8_VIEW -> in.views(BatchReader::text);
      case BINARY_VIEW -> in.views(Bytes::wrap);
      case LIST -> in.list(4, ((DataType.ListOf) type).item().type());
      case LARGE_LIST -> in.list(8, ((DataType.ListOf) type).item().type());
      case LIST_VIEW -> in.listView(4, ((DataType.ListOf) type).item().type());
      case LARGE_LIST_VIEW -> in.listView(8, ((DataType.ListOf) type).item().type());
      case FIXED_SIZE_LIST -> in.fixedSizeList((DataType.FixedSizeList) type);
      case STRUCT -> in.struct((DataType.Struct) type);
      case MAP -> in.list(4, ((DataType.MapOf) type).entries().type());
      case UNION -> in.union((DataType.Union) type);
      case DICTIONARY -> in.dictionary((DataType.Dictionary) type);
      case RUN_END_ENCODED -> in.runEnds((DataType.RunEndEncoded) type);
    };
  }
}
