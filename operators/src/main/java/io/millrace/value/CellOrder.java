// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.ElementList;
import io.millrace.column.Int128Block;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.NestedBlock;
import io.millrace.column.ObjectBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * How two rows of blocks compare, neither of which is null: as {@link NestedOrder} has it, without
 * making objects of them.
 */
@Internal
@FunctionalInterface
public interface CellOrder {
  /** Turns the order of the lower, signed half of a long into that of the long. */
  long SIGN_OF_LOWER = 1L << 31;

  int compare(Block a, int i, Block b, int j);

  /**
   * @param nulls where those inside lists and structs go
   */
  static CellOrder of(DataType type, NestedOrder.Nulls nulls) {
    DataType values = type.unwrapped();
    return switch (Lane.of(values)) {
      case BOOL -> (a, i, b, j) -> ((BoolBlock) b).values[j] - ((BoolBlock) a).values[i];
      case LONG -> longs(flip(values));
      case DOUBLE ->
          (a, i, b, j) ->
              Long.compare(
                  Floats.place(((DoubleBlock) a).values[i]),
                  Floats.place(((DoubleBlock) b).values[j]));
      case INT128 ->
          values instanceof DataType.Interval ? wide(SIGN_OF_LOWER, 0) : wide(0, Long.MIN_VALUE);
      case BYTES -> CellOrder::bytes;
      case OBJECT -> CellOrder::objects;
      case NESTED -> nested(values, nulls);
    };
  }

  /** What longs are to be changed by so that they compare as such. */
  static long flip(DataType type) {
    if (type.unwrapped() instanceof DataType.Interval span) {
      return switch (span.unit()) {
        case DAY_TIME -> SIGN_OF_LOWER;
        case YEAR_MONTH, MONTH_DAY_NANO -> 0;
      };
    }
    return type.unwrapped().equals(DataType.UINT64) ? Long.MIN_VALUE : 0;
  }

  private static CellOrder longs(long flip) {
    return (a, i, b, j) ->
        Long.compare(((LongBlock) a).values[i] ^ flip, ((LongBlock) b).values[j] ^ flip);
  }

  private static CellOrder wide(long highFlip, long lowFlip) {
    return (a, i, b, j) -> {
      Int128Block left = (Int128Block) a;
      Int128Block right = (Int128Block) b;
      int high = Long.compare(left.high[i] ^ highFlip, right.high[j] ^ highFlip);
      return high != 0 ? high : Long.compare(left.low[i] ^ lowFlip, right.low[j] ^ lowFlip);
    };
  }

  private static int bytes(Block a, int i, Block b, int j) {
    BytesBlock left = (BytesBlock) a;
    BytesBlock right = (BytesBlock) b;
    return Arrays.compareUnsigned(
        left.bytes, left.starts[i], left.ends[i], right.bytes, right.starts[j], right.ends[j]);
  }

  private static int objects(Block a, int i, Block b, int j) {
    return ((BigInteger) ((ObjectBlock) a).values[i])
        .compareTo((BigInteger) ((ObjectBlock) b).values[j]);
  }

  /** Rows that are single values compare as such. */
  private static CellOrder nested(DataType type, NestedOrder.Nulls nulls) {
    NestedOrder single = NestedOrder.of(type, nulls);
    if (type instanceof DataType.Union) {
      return (a, i, b, j) -> single.compare(((NestedBlock) a).view(i), ((NestedBlock) b).view(j));
    }
    CellOrder inside =
        type instanceof DataType.Struct struct
            ? members(struct, nulls)
            : elements(ElementList.element(type), nulls);
    return (a, i, b, j) -> {
      NestedBlock left = (NestedBlock) a;
      NestedBlock right = (NestedBlock) b;
      boolean spread =
          (left.isLists() && right.isLists()) || (left.isStructs() && right.isStructs());
      return spread ? inside.compare(a, i, b, j) : single.compare(left.view(i), right.view(j));
    };
  }

  private static CellOrder elements(DataType type, NestedOrder.Nulls nulls) {
    CellOrder item = of(type, nulls).withNulls(nulls);
    return (a, i, b, j) -> {
      NestedBlock left = (NestedBlock) a;
      NestedBlock right = (NestedBlock) b;
      int sizes = Integer.compare(left.size(i), right.size(j));
      int end = left.starts[i] + Math.min(left.size(i), right.size(j));
      int other = right.starts[j];
      for (int place = left.starts[i]; place < end; place++) {
        int order = item.compare(left.elements(), place, right.elements(), other++);
        if (order != 0) {
          return order;
        }
      }
      return sizes;
    };
  }

  private static CellOrder members(DataType.Struct type, NestedOrder.Nulls nulls) {
    List<CellOrder> orders =
        type.fields().stream()
            .map(Field::type)
            .map(each -> of(each, nulls).withNulls(nulls))
            .toList();
    return (a, i, b, j) -> {
      for (int place = 0; place < orders.size(); place++) {
        int order =
            orders
                .get(place)
                .compare(((NestedBlock) a).member(place), i, ((NestedBlock) b).member(place), j);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  /** The same of rows that may be null. */
  default CellOrder withNulls(NestedOrder.Nulls nulls) {
    int nullFirst = nulls == NestedOrder.Nulls.FIRST ? -1 : 1;
    return (a, i, b, j) -> {
      if (a.mayHaveNulls() || b.mayHaveNulls()) {
        boolean absent = a.isNull(i);
        if (absent || b.isNull(j)) {
          return absent == b.isNull(j) ? 0 : absent ? nullFirst : -nullFirst;
        }
      }
      return compare(a, i, b, j);
    };
  }
}
