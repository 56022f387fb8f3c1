// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.flink.annotation.Internal;

/** A column of batches, or a member of one, that is a result as it is. Nothing is copied. */
@Internal
public final class SharedColumn implements ResultColumn {
  private final Field field;
  private final ArrowBatch batch;
  private final int index;
  private final List<Integer> path;
  private final BatchMemory memory;
  private org.apache.arrow.vector.types.pojo.Field source;
  private org.apache.arrow.vector.types.pojo.Field arrowField;

  /**
   * @param field of the result
   * @param path to a member of a struct column, from the outside in
   */
  public SharedColumn(
      Field field, ArrowBatch batch, int index, List<Integer> path, BatchMemory memory) {
    this.field = field;
    this.batch = batch;
    this.index = index;
    this.path = List.copyOf(path);
    this.memory = memory;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // only the same one is told cheaply
  public FieldVector finish(Dictionaries dictionaries) {
    org.apache.arrow.vector.types.pojo.Field last = source;
    source = batch.arrowField(index, path);
    if (source != last) {
      arrowField = renamed();
    }
    dictionaries.share(source);
    return SharedVectors.of(batch.vector(index, path), arrowField, memory);
  }

  /** Keeps all of the batch's field that Arrow's library has not forgotten where it sliced. */
  private org.apache.arrow.vector.types.pojo.Field renamed() {
    Field is = ArrowFields.of(source, batch.dictionaries());
    return is.type().equals(field.type()) || ArrowFields.hasDictionary(field.type())
        ? new org.apache.arrow.vector.types.pojo.Field(
            field.name(), withMetadata(source.getFieldType()), source.getChildren())
        : ArrowFields.toArrow(
            new Field(field.name(), field.type(), is.nullable(), withMetadata(is.metadata())));
  }

  private FieldType withMetadata(FieldType type) {
    return field.metadata().isEmpty()
        ? type
        : new FieldType(
            type.isNullable(),
            type.getType(),
            type.getDictionary(),
            withMetadata(type.getMetadata()));
  }

  /** That of the batch's field, and what an expression added. */
  private Map<String, String> withMetadata(Map<String, String> given) {
    Map<String, String> metadata = new HashMap<>(given);
    metadata.putAll(field.metadata());
    return metadata;
  }

  @Override
  public org.apache.arrow.vector.types.pojo.Field arrowField() {
    return arrowField;
  }
}
