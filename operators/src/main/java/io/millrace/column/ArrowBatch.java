// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Field;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.flink.annotation.Internal;

/**
 * A window of up to {@link Block#CAPACITY} rows on Arrow vectors, moved along them by {@link
 * #next}. A column is copied when first asked for. The vectors stay the caller's and must not
 * change meanwhile.
 */
@Internal
public final class ArrowBatch implements Batch {
  private final VectorSchemaRoot root;
  private final DictionaryProvider dictionaries;
  private final List<Field> fields;
  private final ColumnReader[] readers;
  private final Block[] blocks;
  private final boolean[] copied;
  private int start;
  private int rows;

  /**
   * Before the first row; {@link #next} moves to it.
   *
   * @param dictionaries the values of dictionary vectors; may be null where there are none
   */
  public ArrowBatch(VectorSchemaRoot root, DictionaryProvider dictionaries) {
    this(
        root.getSchema().getFields().stream()
            .map(field -> ArrowFields.of(field, dictionaries))
            .toList(),
        root,
        dictionaries);
  }

  /**
   * Over vectors of known types. Arrow's library forgets parts of them where it makes a schema from
   * vectors, as for a slice: names inside lists, ids of unions.
   */
  public ArrowBatch(List<Field> fields, VectorSchemaRoot root, DictionaryProvider dictionaries) {
    this.fields = List.copyOf(fields);
    this.root = root;
    this.dictionaries = dictionaries;
    readers = new ColumnReader[fields.size()];
    blocks = new Block[fields.size()];
    copied = new boolean[fields.size()];
  }

  public List<Field> fields() {
    return fields;
  }

  /** Moves to the next rows; false if there are none. */
  public boolean next() {
    move(start + rows, Math.min(Block.CAPACITY, root.getRowCount() - start - rows));
    return rows > 0;
  }

  void move(int from, int count) {
    start = from;
    rows = count;
    Arrays.fill(copied, false);
  }

  /** The number of the first row in the vectors. */
  public int start() {
    return start;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Block column(int index) {
    if (!copied[index]) {
      if (readers[index] == null) {
        Field field = fields.get(index);
        readers[index] = ColumnReader.of(ArrowArray.of(root.getVector(index), field, dictionaries));
        blocks[index] = Block.of(Lane.of(field.type()), Block.CAPACITY);
      }
      readers[index].read(start, rows, blocks[index]);
      copied[index] = true;
    }
    return blocks[index];
  }
}
