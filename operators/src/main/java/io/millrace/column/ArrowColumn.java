// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.flink.annotation.Internal;

/**
 * A column of an Arrow table in the making: takes blocks one after another, then gives the vector,
 * which is the caller's to close. Dictionaries are made anew and added to the given provider, which
 * closes them. Closing a column frees what was not given.
 */
@Internal
public final class ArrowColumn implements AutoCloseable {
  private final Field field;
  private final FieldVector vector;
  private final List<Object> values = new ArrayList<>();
  private int rows;

  public ArrowColumn(Field field, BufferAllocator allocator) {
    this.field = field;
    Field flat = new Field(field.name(), plain(field.type()), field.nullable(), field.metadata());
    vector = ArrowFields.toArrow(flat).createVector(allocator);
    vector.allocateNew();
  }

  private static DataType plain(DataType type) {
    return Cells.unwrapped(type);
  }

  public void add(Block block, int count) {
    if (!plain(field.type()).equals(field.type())) {
      for (int i = 0; i < count; i++) {
        values.add(Cells.get(block, i, field.type()));
      }
      return;
    }
    while (vector.getValueCapacity() < rows + count) {
      vector.reAlloc();
    }
    ColumnWriter.write(block, field.type(), count, vector, rows);
    rows += count;
    vector.setValueCount(rows);
  }

  /** The finished vector. */
  public FieldVector finish(DictionaryProvider.MapDictionaryProvider dictionaries) {
    if (field.type() instanceof DataType.Dictionary dictionary) {
      return dictionary(dictionary, dictionaries);
    }
    if (field.type() instanceof DataType.RunEndEncoded runs) {
      return runs(runs);
    }
    vector.setValueCount(rows);
    return vector;
  }

  private FieldVector dictionary(
      DataType.Dictionary type, DictionaryProvider.MapDictionaryProvider dictionaries) {
    Map<Object, Long> places = new LinkedHashMap<>();
    List<Object> indices = new ArrayList<>();
    for (Object value : values) {
      indices.add(value == null ? null : places.computeIfAbsent(value, v -> (long) places.size()));
    }
    List<Object> distinct = new ArrayList<>(places.keySet());
    fill(vector, distinct, type.value());
    ArrowType.Int index = (ArrowType.Int) ArrowFields.toArrow(Field.of("", type.key())).getType();
    DictionaryEncoding encoding =
        new DictionaryEncoding(dictionaries.getDictionaryIds().size(), false, index);
    dictionaries.put(new Dictionary(vector, encoding));
    FieldVector encoded =
        new org.apache.arrow.vector.types.pojo.Field(
                field.name(), new FieldType(true, index, encoding), List.of())
            .createVector(vector.getAllocator());
    encoded.allocateNew();
    fill(encoded, indices, type.key());
    return encoded;
  }

  private FieldVector runs(DataType.RunEndEncoded type) {
    List<Object> ends = new ArrayList<>();
    List<Object> distinct = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      boolean last = i + 1 == values.size();
      if (last || !java.util.Objects.equals(values.get(i), values.get(i + 1))) {
        ends.add((long) (i + 1));
        distinct.add(values.get(i));
      }
    }
    fill(vector, distinct, type.values().type());
    FieldVector runEnds = ArrowFields.toArrow(type.runEnds()).createVector(vector.getAllocator());
    runEnds.allocateNew();
    fill(runEnds, ends, type.runEnds().type());
    RunEndEncodedVector encoded =
        new RunEndEncodedVector(
            ArrowFields.toArrow(field), vector.getAllocator(), runEnds, vector, null);
    encoded.setValueCount(values.size());
    return encoded;
  }

  private static void fill(FieldVector target, List<Object> values, DataType type) {
    while (target.getValueCapacity() < values.size()) {
      target.reAlloc();
    }
    ColumnWriter.write(ColumnWriter.block(values, type), type, values.size(), target, 0);
    target.setValueCount(values.size());
  }

  @Override
  public void close() {
    vector.close();
  }
}
