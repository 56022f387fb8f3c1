// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/**
 * An array in Arrow's format: its buffers in the order of the format, without regard to the classes
 * that hold them, which do not know all types.
 *
 * @param dictionary the values of a dictionary array, else null
 */
record ArrowArray(
    DataType type,
    long length,
    long nulls,
    List<ArrowBuf> buffers,
    List<ArrowArray> children,
    ArrowArray dictionary) {

  static ArrowArray of(FieldVector vector, Field field, DictionaryProvider dictionaries) {
    ArrowArray dictionary = null;
    if (field.type() instanceof DataType.Dictionary type) {
      long id = vector.getField().getDictionary().getId();
      dictionary =
          of(
              dictionaries.lookup(id).getVector(),
              Field.of(field.name(), type.value()),
              dictionaries);
    }
    List<ArrowArray> children = new ArrayList<>();
    List<Field> fields = ArrowFields.children(field.type());
    for (int i = 0; i < fields.size(); i++) {
      children.add(of(vector.getChildrenFromFields().get(i), fields.get(i), dictionaries));
    }
    return new ArrowArray(
        field.type(),
        vector.getValueCount(),
        vector.getNullCount(),
        vector.getFieldBuffers(),
        children,
        dictionary);
  }
}
