// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
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
  private final List<Field> fields = new ArrayList<>();
  private final Block[] blocks;
  private final boolean[] copied;
  private int start;
  private int rows;

  /** Before the first row; {@link #next} moves to it. */
  public ArrowBatch(VectorSchemaRoot root, DictionaryProvider dictionaries) {
    this.root = root;
    this.dictionaries = dictionaries;
    for (FieldVector vector : root.getFieldVectors()) {
      fields.add(ArrowFields.of(vector.getField(), dictionaries));
    }
    blocks = new Block[fields.size()];
    copied = new boolean[fields.size()];
  }

  public List<Field> fields() {
    return List.copyOf(fields);
  }

  /** Moves to the next rows; false if there are none. */
  public boolean next() {
    start += rows;
    rows = Math.min(Block.CAPACITY, root.getRowCount() - start);
    java.util.Arrays.fill(copied, false);
    return rows > 0;
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
    if (blocks[index] == null) {
      blocks[index] = Block.of(Lane.of(fields.get(index).type()), Block.CAPACITY);
    }
    if (!copied[index]) {
      new ColumnReader(dictionaries)
          .read(root.getVector(index), fields.get(index).type(), start, rows, blocks[index]);
      copied[index] = true;
    }
    return blocks[index];
  }
}
