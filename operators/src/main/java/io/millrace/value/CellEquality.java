// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.ElementList;
import io.millrace.column.LongBlock;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Whether two rows of blocks, neither of which is null, are the same where {@link CellOrder} says
 * so; nulls inside of them are the same, too.
 */
@Internal
@FunctionalInterface
public interface CellEquality {
  boolean same(Block a, int i, Block b, int j);

  static CellEquality of(DataType type) {
    DataType values = type.unwrapped();
    CellOrder order = CellOrder.of(values, NestedOrder.Nulls.FIRST);
    CellEquality ordered = (a, i, b, j) -> order.compare(a, i, b, j) == 0;
    if (values instanceof DataType.AnyList || values instanceof DataType.MapOf) {
      CellEquality item = of(ElementList.element(values));
      return (a, i, b, j) -> {
        NestedBlock left = (NestedBlock) a;
        NestedBlock right = (NestedBlock) b;
        return (left.isLists() && right.isLists())
            ? lists(item, left, i, right, j)
            : ordered.same(a, i, b, j);
      };
    }
    if (values instanceof DataType.Struct struct) {
      List<CellEquality> members =
          struct.fields().stream().map(Field::type).map(CellEquality::of).toList();
      return (a, i, b, j) -> {
        NestedBlock left = (NestedBlock) a;
        NestedBlock right = (NestedBlock) b;
        return (left.isStructs() && right.isStructs())
            ? structs(members, left, i, right, j)
            : ordered.same(a, i, b, j);
      };
    }
    return ordered;
  }

  private static boolean structs(
      List<CellEquality> members, NestedBlock left, int i, NestedBlock right, int j) {
    for (int place = 0; place < members.size(); place++) {
      if (!cells(members.get(place), left.member(place), i, right.member(place), j)) {
        return false;
      }
    }
    return true;
  }

  private static boolean cells(CellEquality equality, Block a, int i, Block b, int j) {
    if (a.isNull(i) || b.isNull(j)) {
      return a.isNull(i) && b.isNull(j);
    }
    return equality.same(a, i, b, j);
  }

  /** Those of different sizes are told apart at once. */
  private static boolean lists(CellEquality item, NestedBlock one, int i, NestedBlock two, int j) {
    int size = one.size(i);
    if (size != two.size(j)) {
      return false;
    }
    Block a = one.elements();
    Block b = two.elements();
    int from = one.starts[i];
    int other = two.starts[j];
    boolean nulls = a.mayHaveNulls() || b.mayHaveNulls();
    if (!nulls && a instanceof LongBlock longs) {
      long[] others = ((LongBlock) b).values;
      return Arrays.equals(longs.values, from, from + size, others, other, other + size);
    }
    for (int place = 0; place < size; place++) {
      int left = from + place;
      int right = other + place;
      boolean absent = nulls && (a.isNull(left) || b.isNull(right));
      boolean same = absent ? (a.isNull(left) && b.isNull(right)) : values(item, a, left, b, right);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static boolean values(CellEquality item, Block a, int i, Block b, int j) {
    if (a instanceof LongBlock longs) {
      return longs.values[i] == ((LongBlock) b).values[j];
    } else if (a instanceof DoubleBlock doubles) {
      return Double.doubleToRawLongBits(doubles.values[i])
          == Double.doubleToRawLongBits(((DoubleBlock) b).values[j]);
    } else if (a instanceof BytesBlock texts) {
      BytesBlock others = (BytesBlock) b;
      return Arrays.equals(
          texts.bytes,
          texts.starts[i],
          texts.ends[i],
          others.bytes,
          others.starts[j],
          others.ends[j]);
    }
    return item.same(a, i, b, j);
  }
}
