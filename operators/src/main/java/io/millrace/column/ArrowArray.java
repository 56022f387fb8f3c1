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
    int length,
    List<ArrowBuf> buffers,
    List<ArrowArray> children,
    ArrowArray dictionary) {

  static ArrowArray of(FieldVector vector, DataType type, DictionaryProvider dictionaries) {
    ArrowArray dictionary = null;
    if (type instanceof DataType.Dictionary encoded) {
      FieldVector values = ArrowFields.dictionary(vector.getField(), dictionaries);
      dictionary = of(values, encoded.value(), dictionaries);
    }
    return new ArrowArray(
        type,
        vector.getValueCount(),
        vector.getFieldBuffers(),
        children(vector, ArrowFields.children(type), dictionaries),
        dictionary);
  }

  private static List<ArrowArray> children(
      FieldVector vector, List<Field> fields, DictionaryProvider dictionaries) {
    if (fields.isEmpty()) {
      return List.of();
    }
    List<FieldVector> vectors = vector.getChildrenFromFields();
    List<ArrowArray> children = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      children.add(of(vectors.get(i), fields.get(i).type(), dictionaries));
    }
    return children;
  }
}
