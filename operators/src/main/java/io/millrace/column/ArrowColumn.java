// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Field;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.flink.annotation.Internal;

/**
 * Makes the vectors of one column of Arrow tables, one after another: each is begun, gets blocks,
 * and is finished. Closing the column frees what an unfinished one holds, after which the next can
 * be begun.
 */
@Internal
public final class ArrowColumn implements ResultColumn, AutoCloseable {
  private final Field field;
  private final BatchMemory memory;
  private final ColumnWriter writer;
  private final boolean lasting;
  private org.apache.arrow.vector.types.pojo.Field arrowField;

  /** Takes as much memory as the allocator has. */
  public ArrowColumn(Field field, BufferAllocator allocator) {
    this(field, BatchMemory.all(allocator));
  }

  public ArrowColumn(Field field, BatchMemory memory) {
    this.field = field;
    this.memory = memory;
    writer = ColumnWriter.of(field.type(), memory);
    writer.begin(0);
    // With a dictionary the field has its id, which is only known at the end.
    lasting = !ArrowFields.hasDictionary(field.type());
    arrowField = lasting ? ArrowFields.toArrow(field) : null;
  }

  /**
   * @param rows how many the vector will have, for which memory is taken at once
   */
  public void begin(int rows) {
    writer.begin(rows);
  }

  /** Adds the first rows of a block of the lane of the field's type. */
  public void add(Block block, int count) {
    writer.add(block, count);
  }

  /**
   * Adds rows that have the nulls of a block, if the type's values are {@link NativeValues};
   * returns the address at which the caller writes all of them before anything else is done.
   */
  public long extend(Block nulls, int count) {
    return writer.extend(nulls, count);
  }

  /** The finished vector, whose dictionaries go to a provider, which closes them. */
  public FieldVector finish(DictionaryProvider.MapDictionaryProvider made) {
    try (Dictionaries dictionaries = new Dictionaries(memory, null, made)) {
      FieldVector vector = finish(dictionaries);
      dictionaries.hand();
      return vector;
    }
  }

  @Override
  public FieldVector finish(Dictionaries dictionaries) {
    if (!lasting) {
      arrowField = writer.field(field, dictionaries);
    }
    FieldVector vector = arrowField.createVector(memory.allocator());
    try {
      writer.load(vector, dictionaries);
    } catch (Throwable e) {
      vector.close();
      throw e;
    }
    writer.close();
    return vector;
  }

  @Override
  public org.apache.arrow.vector.types.pojo.Field arrowField() {
    return arrowField;
  }

  @Override
  public void close() {
    writer.close();
  }
}
