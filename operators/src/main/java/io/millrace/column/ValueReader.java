// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/** Reads single values of Arrow vectors in {@code Literal}'s Java form. */
final class ValueReader {
  private final DictionaryProvider dictionaries;

  ValueReader(DictionaryProvider dictionaries) {
    this.dictionaries = dictionaries;
  }

  /** Null for an SQL null. */
  Object read(FieldVector vector, DataType type, int index) {
    if (vector.isNull(index) && !(type instanceof DataType.Union)) {
      return null;
    }
    return switch (type.id().family()) {
      case LIST -> list(vector, type, index);
      case MAP -> map((ListVector) vector, (DataType.MapOf) type, index);
      case STRUCT -> struct((StructVector) vector, (DataType.Struct) type, index);
      case UNION -> union(vector, (DataType.Union) type, index);
      case TEXT, BINARY -> view(vector, type, index);
      case DECIMAL ->
          vector instanceof Decimal256Vector wide
              ? wide.getObject(index).unscaledValue()
              : flat(vector, type, index);
      case NULL, BOOLEAN, SIGNED, UNSIGNED, FLOAT, ENCODED -> flat(vector, type, index);
      case DATE, TIME, TIMESTAMP, DURATION, INTERVAL -> flat(vector, type, index);
    };
  }

  private Object view(FieldVector vector, DataType type, int index) {
    if (vector instanceof ViewVarCharVector text) {
      return new String(text.get(index), StandardCharsets.UTF_8);
    }
    return vector instanceof ViewVarBinaryVector binary
        ? Bytes.wrap(binary.get(index))
        : flat(vector, type, index);
  }

  /** Through a block of one row. */
  private Object flat(FieldVector vector, DataType type, int index) {
    Block one = Block.of(Lane.of(type), 1);
    new ColumnReader(dictionaries).read(vector, type, index, 1, one);
    return Cells.get(one, 0, type);
  }

  private List<Object> list(FieldVector vector, DataType type, int index) {
    if (vector instanceof ListVector list) {
      return items(
          list.getDataVector(),
          ((DataType.ListOf) type).item(),
          list.getElementStartIndex(index),
          list.getElementEndIndex(index));
    }
    if (vector instanceof LargeListVector list) {
      return items(
          list.getDataVector(),
          ((DataType.ListOf) type).item(),
          (int) list.getElementStartIndex(index),
          (int) list.getElementEndIndex(index));
    }
    if (vector instanceof FixedSizeListVector list) {
      DataType.FixedSizeList fixed = (DataType.FixedSizeList) type;
      int start = index * fixed.size();
      return items(list.getDataVector(), fixed.item(), start, start + fixed.size());
    }
    if (vector instanceof ListViewVector list) {
      int start = list.getOffsetBuffer().getInt(4L * index);
      int size = list.getSizeBuffer().getInt(4L * index);
      return items(list.getDataVector(), ((DataType.ListOf) type).item(), start, start + size);
    }
    LargeListViewVector list = (LargeListViewVector) vector;
    int start = (int) list.getOffsetBuffer().getLong(8L * index);
    int size = (int) list.getSizeBuffer().getLong(8L * index);
    return items(list.getDataVector(), ((DataType.ListOf) type).item(), start, start + size);
  }

  private List<Object> items(
      org.apache.arrow.vector.ValueVector items, Field item, int from, int to) {
    List<Object> values = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      values.add(read((FieldVector) items, item.type(), i));
    }
    return Collections.unmodifiableList(values);
  }

  private List<Object> map(ListVector vector, DataType.MapOf type, int index) {
    StructVector entries = (StructVector) vector.getDataVector();
    List<Object> pairs = new ArrayList<>();
    for (int i = vector.getElementStartIndex(index); i < vector.getElementEndIndex(index); i++) {
      pairs.add(struct(entries, (DataType.Struct) type.entries().type(), i));
    }
    return Collections.unmodifiableList(pairs);
  }

  private List<Object> struct(StructVector vector, DataType.Struct type, int index) {
    List<Object> values = new ArrayList<>(type.fields().size());
    for (int i = 0; i < type.fields().size(); i++) {
      values.add(
          read((FieldVector) vector.getChildByOrdinal(i), type.fields().get(i).type(), index));
    }
    return Collections.unmodifiableList(values);
  }

  private List<Object> union(FieldVector vector, DataType.Union type, int index) {
    boolean sparse = vector instanceof UnionVector;
    byte id =
        sparse
            ? ((UnionVector) vector).getTypeBuffer().getByte(index)
            : ((DenseUnionVector) vector).getTypeId(index);
    int member = type.ids().indexOf((int) id);
    int at = sparse ? index : ((DenseUnionVector) vector).getOffset(index);
    FieldVector values = vector.getChildrenFromFields().get(member);
    List<Object> tagged = new ArrayList<>(2);
    tagged.add((long) id);
    tagged.add(read(values, type.members().get(member).type(), at));
    return Collections.unmodifiableList(tagged);
  }
}
