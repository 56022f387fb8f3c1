// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Copy[] columns;
  private final Map<List<Integer>, Copy> members = new HashMap<>();
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
    columns = new Copy[fields.size()];
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
    for (Copy column : columns) {
      if (column != null) {
        column.fresh = false;
      }
    }
    members.values().forEach(member -> member.fresh = false);
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
    if (columns[index] == null) {
      columns[index] = new Copy(array(index));
    }
    return columns[index].of(start, rows);
  }

  @Override
  public Block member(int index, List<Integer> path, DataType type) {
    List<Integer> whole = new ArrayList<>(path);
    whole.add(index);
    return members.computeIfAbsent(whole, key -> new Copy(member(index, path))).of(start, rows);
  }

  private ArrowArray array(int index) {
    return ArrowArray.of(root.getVector(index), fields.get(index), dictionaries);
  }

  private ArrowArray member(int index, List<Integer> path) {
    ArrowArray array = array(index);
    for (int place : path) {
      array = array.children().get(place);
    }
    return array;
  }

  /** The rows of an array, copied when first asked for. */
  private static final class Copy {
    private final ColumnReader reader;
    private final Block block;
    private boolean fresh;

    Copy(ArrowArray array) {
      reader = ColumnReader.of(array);
      block = Block.of(Lane.of(array.type()), Block.CAPACITY);
    }

    Block of(long start, int rows) {
      if (!fresh) {
        reader.read(start, rows, block);
        fresh = true;
      }
      return block;
    }
  }
}
