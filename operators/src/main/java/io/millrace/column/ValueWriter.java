// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.List;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.StructVector;

/**
 * Writes single nested values, given in {@code Literal}'s Java form, to Arrow vectors, each row
 * after the one before it; vectors grow as needed.
 */
final class ValueWriter {
  private ValueWriter() {}

  /** {@code value} is null for an SQL null. */
  static void write(Object value, DataType type, FieldVector vector, int index) {
    while (index >= vector.getValueCapacity()) {
      vector.reAlloc();
    }
    switch (type.id().family()) {
      case LIST, MAP -> list((List<?>) value, type, vector, index);
      case STRUCT -> struct((List<?>) value, (DataType.Struct) type, (StructVector) vector, index);
      case UNION, ENCODED ->
          throw new MillraceException(
              ErrorCode.UNSUPPORTED_EXPRESSION,
              "Cannot write Arrow vector: type " + type + " inside another or computed");
      default -> {
        Block one = Block.of(Lane.of(type), 1);
        Cells.set(one, 0, type, value);
        ColumnWriter.write(one, type, 1, vector, index);
      }
    }
  }

  private static void list(List<?> value, DataType type, FieldVector vector, int index) {
    if (vector instanceof FixedSizeListVector fixed) {
      fixed(value, ((DataType.FixedSizeList) type).item(), fixed, index);
      return;
    }
    if (value == null) {
      vector.setNull(index);
      return;
    }
    Field item =
        type instanceof DataType.MapOf map ? map.entries() : ((DataType.ListOf) type).item();
    if (vector instanceof ListVector list) {
      items(value, item, (FieldVector) list.getDataVector(), list.startNewValue(index));
      list.endValue(index, value.size());
    } else if (vector instanceof LargeListVector list) {
      items(value, item, (FieldVector) list.getDataVector(), (int) list.startNewValue(index));
      list.endValue(index, value.size());
    } else if (vector instanceof ListViewVector list) {
      items(value, item, (FieldVector) list.getDataVector(), list.startNewValue(index));
      list.endValue(index, value.size());
    } else {
      LargeListViewVector list = (LargeListViewVector) vector;
      items(value, item, (FieldVector) list.getDataVector(), list.startNewValue(index));
      list.endValue(index, value.size());
    }
  }

  private static void fixed(List<?> value, Field item, FixedSizeListVector vector, int index) {
    int size = vector.getListSize();
    for (int i = 0; i < size; i++) {
      Object each = value == null ? null : value.get(i);
      write(each, item.type(), (FieldVector) vector.getDataVector(), index * size + i);
    }
    if (value == null) {
      vector.setNull(index);
    } else {
      vector.setNotNull(index);
    }
  }

  private static void items(List<?> values, Field item, FieldVector items, int start) {
    for (int i = 0; i < values.size(); i++) {
      write(values.get(i), item.type(), items, start + i);
    }
    items.setValueCount(start + values.size());
  }

  private static void struct(List<?> value, DataType.Struct type, StructVector vector, int index) {
    for (int i = 0; i < type.fields().size(); i++) {
      Object member = value == null ? null : value.get(i);
      write(member, type.fields().get(i).type(), (FieldVector) vector.getChildByOrdinal(i), index);
    }
    if (value == null) {
      vector.setNull(index);
    } else {
      BitVectorHelper.setBit(vector.getValidityBuffer(), index);
    }
  }
}
