// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.flink.annotation.Internal;

/**
 * The dictionaries of some results, on their way to a provider: it gets them all at the end, by
 * {@link #hand}, or none, if this is closed before.
 */
@Internal
public final class Dictionaries implements AutoCloseable {
  private final BatchMemory memory;
  private final DictionaryProvider given;
  private final DictionaryProvider.MapDictionaryProvider made;
  private Map<Long, Dictionary> pending = Map.of();

  /**
   * @param given those of the batch; may be null where it has none
   * @param made gets those of the results; null refuses results that make one
   */
  public Dictionaries(
      BatchMemory memory, DictionaryProvider given, DictionaryProvider.MapDictionaryProvider made) {
    this.memory = memory;
    this.given = given;
    this.made = made;
  }

  /** The new id under which the values are kept. */
  long add(Field field, ColumnWriter values) {
    if (made == null) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot write column "
              + field.name()
              + ": found a dictionary, expected a provider to put it into");
    }
    FieldVector vector = values.field(field, this).createVector(memory.allocator());
    long id = freeId();
    keep(id, new Dictionary(vector, new DictionaryEncoding(id, false, null)));
    values.load(vector, this);
    return id;
  }

  private long freeId() {
    Set<Long> taken = new HashSet<>(pending.keySet());
    taken.addAll(made.getDictionaryIds());
    if (given != null) {
      taken.addAll(given.getDictionaryIds());
    }
    return taken.stream().mapToLong(each -> each).max().orElse(-1) + 1;
  }

  /** Shares the dictionaries to which a field of the batch, or one inside it, refers. */
  void share(org.apache.arrow.vector.types.pojo.Field field) {
    DictionaryEncoding encoding = field.getDictionary();
    if (encoding != null && made != null && given != null) {
      share(encoding.getId());
    }
    field.getChildren().forEach(this::share);
  }

  private void share(long id) {
    if (made.lookup(id) == null && !pending.containsKey(id)) {
      Dictionary dictionary = given.lookup(id);
      FieldVector values = dictionary.getVector();
      share(values.getField());
      FieldVector shared = SharedVectors.of(values, values.getField(), memory);
      keep(id, new Dictionary(shared, dictionary.getEncoding()));
    }
  }

  private void keep(long id, Dictionary dictionary) {
    if (pending.isEmpty()) {
      pending = new HashMap<>();
    }
    pending.put(id, dictionary);
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

  /** Gives all to the provider, which closes them. */
  public void hand() {
    pending.values().forEach(dictionary -> made.put(dictionary));
    pending = Map.of();
  }

  @Override
  public void close() {
    pending.values().forEach(dictionary -> dictionary.getVector().close());
    pending = Map.of();
  }
}
