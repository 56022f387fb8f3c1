// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.flink.annotation.Internal;

/**
 * A window of up to {@link Block#CAPACITY} rows on Arrow vectors, moved along them by {@link
 * #next}, and from batch to batch by {@link #over}. A column is copied when first asked for. The
 * vectors stay the caller's and must not change meanwhile.
 */
@Internal
public final class ArrowBatch implements Batch {
  private final List<Field> fields;
  private final Copy[] columns;
  private final Map<List<Integer>, Copy> members = new HashMap<>();

  /** The fields of the last batch, which the next often has, too. */
  private final org.apache.arrow.vector.types.pojo.Field[] checked;

  private final boolean[] hasDictionary;
  private VectorSchemaRoot root;
  private DictionaryProvider dictionaries;
  private int start;
  private int rows;

  /** What a copy is of: a batch, and a window on it. */
  private long batch;

  private long window;

  /** Of batches with these columns; {@link #over} takes the first. */
  public ArrowBatch(List<Field> fields) {
    this.fields = List.copyOf(fields);
    columns = new Copy[fields.size()];
    checked = new org.apache.arrow.vector.types.pojo.Field[fields.size()];
    hasDictionary = new boolean[fields.size()];
    for (int i = 0; i < hasDictionary.length; i++) {
      hasDictionary[i] = ArrowFields.hasDictionary(fields.get(i).type());
    }
  }

  /**
   * Before the first row; {@link #next} moves to it.
   *
   * @param dictionaries the values of dictionary vectors; may be null where there are none
   */
  public ArrowBatch(VectorSchemaRoot root, DictionaryProvider dictionaries) {
    this(ArrowFields.of(root.getSchema(), dictionaries), root, dictionaries);
  }

  /**
   * Over vectors of known types. Arrow's library forgets parts of them where it makes a schema from
   * vectors, as for a slice: names inside lists, ids of unions.
   */
  public ArrowBatch(List<Field> fields, VectorSchemaRoot root, DictionaryProvider dictionaries) {
    this(fields);
    over(root, dictionaries);
  }

  /**
   * Moves before the first row of other vectors. A column whose name or type is not that of its
   * field is refused with TYPE_MISMATCH when it is asked for.
   */
  public void over(VectorSchemaRoot newRoot, DictionaryProvider newDictionaries) {
    root = newRoot;
    dictionaries = newDictionaries;
    batch++;
    move(0, 0);
  }

  private static MillraceException mismatch(String found) {
    return new MillraceException(ErrorCode.TYPE_MISMATCH, "Cannot read batch: found " + found);
  }

  public List<Field> fields() {
    return fields;
  }

  DictionaryProvider dictionaries() {
    return dictionaries;
  }

  /** The vector of a column, or of a member of one. */
  FieldVector vector(int index, List<Integer> path) {
    check(index);
    FieldVector vector = root.getVector(index);
    if (vector.getValueCount() != root.getRowCount()) {
      throw mismatch(
          String.format(
              "%d values in column \"%s\", expected %d",
              vector.getValueCount(), fields.get(index).name(), root.getRowCount()));
    }
    for (int place : path) {
      vector = vector.getChildrenFromFields().get(place);
    }
    return vector;
  }

  /** The field of {@link #vector}. */
  org.apache.arrow.vector.types.pojo.Field arrowField(int index, List<Integer> path) {
    check(index);
    org.apache.arrow.vector.types.pojo.Field field = root.getSchema().getFields().get(index);
    for (int place : path) {
      field = field.getChildren().get(place);
    }
    return field;
  }

  @SuppressWarnings("ReferenceEquality") // only the same one is told cheaply
  private void check(int index) {
    List<org.apache.arrow.vector.types.pojo.Field> all = root.getSchema().getFields();
    if (index >= all.size()) {
      throw mismatch(all.size() + " columns, expected " + fields.size());
    }
    org.apache.arrow.vector.types.pojo.Field field = all.get(index);
    if (field != checked[index]) {
      if (!field.equals(checked[index])) {
        check(index, ArrowFields.of(field, dictionaries));
      }
      // What a field says of a dictionary is only its id.
      checked[index] = hasDictionary[index] ? null : field;
    }
  }

  private void check(int index, Field found) {
    Field asked = fields.get(index);
    if (!found.name().equals(asked.name()) || !ArrowFields.sameLayout(found.type(), asked.type())) {
      throw mismatch(
          String.format(
              "column %d \"%s\" of %s, expected \"%s\" of %s",
              index, found.name(), found.type(), asked.name(), asked.type()));
    }
  }

  /** Moves to the next rows, as many as a block has; false if there are none. */
  public boolean next() {
    return next(Block.CAPACITY);
  }

  /** Moves to some next rows; columns can be had as blocks if they are no more than one has. */
  public boolean next(int most) {
    move(start + rows, Math.min(most, root.getRowCount() - start - rows));
    return rows > 0;
  }

  void move(int from, int count) {
    start = from;
    rows = count;
    window++;
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
    return copy(index).block();
  }

  private Copy copy(int index) {
    if (columns[index] == null) {
      columns[index] = new Copy(index, List.of(), fields.get(index).type());
    }
    return columns[index];
  }

  /** Where the rows of a column begin in memory, if its values are {@link NativeValues}. */
  public long address(int index) {
    return ((FixedReaders.Fixed) copy(index).reader()).address(start, rows);
  }

  /** Makes null in a block, which is reset before, what is null in a column. */
  public void nulls(int index, Block out) {
    copy(index).reader().readNulls(start, rows, out);
  }

  @Override
  public Block member(int index, List<Integer> path, DataType type) {
    List<Integer> whole = new ArrayList<>(path);
    whole.add(index);
    return members.computeIfAbsent(whole, key -> new Copy(index, path, type)).block();
  }

  /** The rows of a column, or of a member of one, copied when first asked for. */
  private final class Copy {
    private final int index;
    private final List<Integer> path;
    private final DataType type;
    private final ColumnReader reader;
    private final Block block;
    private long ofBatch;
    private long ofWindow;

    Copy(int index, List<Integer> path, DataType type) {
      this.index = index;
      this.path = List.copyOf(path);
      this.type = type;
      reader = ColumnReader.of(type);
      block = Block.of(Lane.of(type), Block.CAPACITY);
    }

    ColumnReader reader() {
      if (ofBatch != batch) {
        reader.over(ArrowArray.of(vector(index, path), type, dictionaries));
        ofBatch = batch;
      }
      return reader;
    }

    Block block() {
      if (ofWindow != window) {
        reader().read(start, rows, block);
        ofWindow = window;
      }
      return block;
    }
  }
}
