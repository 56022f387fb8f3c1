// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Field;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.flink.annotation.Internal;

/**
 * A column of an Arrow table in the making: takes blocks one after another, then gives the vector,
 * which is the caller's to close. Dictionaries are made anew and added to the given provider, which
 * closes them. Closing a column frees what it holds, but not the vector it gave.
 */
@Internal
public final class ArrowColumn implements AutoCloseable {
  private final Field field;
  private final BufferAllocator allocator;
  private final ColumnWriter writer;
  private org.apache.arrow.vector.types.pojo.Field arrowField;

  public ArrowColumn(Field field, BufferAllocator allocator) {
    this.field = field;
    this.allocator = allocator;
    writer = ColumnWriter.of(field.type(), allocator);
  }

  /** Adds the first rows of a block of the lane of the field's type. */
  public void add(Block block, int count) {
    writer.add(block, count);
  }

  /** The finished vector; to be called once. */
  public FieldVector finish(DictionaryProvider.MapDictionaryProvider dictionaries) {
    Dictionaries made = new Dictionaries(allocator, dictionaries);
    arrowField = writer.field(field, made);
    FieldVector vector = arrowField.createVector(allocator);
    try {
      writer.load(vector, made);
      return vector;
    } catch (RuntimeException e) {
      vector.close();
      throw e;
    }
  }

  /**
   * The field of the finished vector, for a schema: the vector itself forgets names inside lists
   * and ids of unions.
   */
  public org.apache.arrow.vector.types.pojo.Field arrowField() {
    return arrowField;
  }

  @Override
  public void close() {
    writer.close();
  }
}
