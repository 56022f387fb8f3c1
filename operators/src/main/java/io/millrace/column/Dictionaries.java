// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;

/** The dictionaries that writers make, on their way to a provider. */
final class Dictionaries {
  private final BufferAllocator allocator;
  private final DictionaryProvider.MapDictionaryProvider provider;

  Dictionaries(BufferAllocator allocator, DictionaryProvider.MapDictionaryProvider provider) {
    this.allocator = allocator;
    this.provider = provider;
  }

  /** The id under which the values are kept. */
  long add(Field field, ColumnWriter values) {
    FieldVector vector = values.field(field, this).createVector(allocator);
    values.load(vector, this);
    long id = provider.getDictionaryIds().stream().mapToLong(each -> each).max().orElse(-1) + 1;
    provider.put(new Dictionary(vector, new DictionaryEncoding(id, false, null)));
    return id;
  }

  org.apache.arrow.vector.types.pojo.Field keyField(
      Field field, DataType.Dictionary type, long id) {
    ArrowType key = ArrowFields.toArrow(Field.of(field.name(), type.key())).getType();
    return new org.apache.arrow.vector.types.pojo.Field(
        field.name(),
        new FieldType(
            field.nullable(),
            key,
            new DictionaryEncoding(id, false, (ArrowType.Int) key),
            ArrowFields.metadata(field.metadata(), type.value())),
        null);
  }
}
