// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Lists and maps, where row {@code i} is the rows {@code starts[i] .. ends[i]} of a block of
 * elements; structs, whose members are side by side in blocks of as many rows; or values in the
 * form of {@code Literal}, which unions always are and others are where they were put together one
 * by one. Which of these it is holds for all rows and is decided by what is written first; {@link
 * #spread} brings lists and structs into the first forms.
 *
 * <p>Blocks of elements and of members may be shared and outlive this block's rows: they are never
 * written to once they are here, and are no scratch.
 */
@Internal
public final class NestedBlock extends Block {
  private static final int[] NONE = new int[0];

  /** Of lists; the places of a null row are sound, too. */
  public int[] starts = NONE;

  public int[] ends = NONE;

  private Form form = Form.EMPTY;
  private Block elements;
  private DataType element;
  private Block[] members;
  private List<Field> fields;
  private Object[] objects;

  private enum Form {
    EMPTY,
    LISTS,
    STRUCTS,
    OBJECTS
  }

  public NestedBlock(int capacity) {
    super(capacity);
  }

  @Override
  public Lane lane() {
    return Lane.NESTED;
  }

  @Override
  public void reset() {
    super.reset();
    form = Form.EMPTY;
  }

  /** Makes all rows lists of no elements yet; {@link #starts} and {@link #ends} are to be set. */
  public void lists(Block rows, DataType type) {
    form = Form.LISTS;
    elements = rows;
    element = type;
    if (starts.length < capacity()) {
      starts = new int[capacity()];
      ends = new int[capacity()];
    }
  }

  /** Makes the first rows lists of other elements in the places of those of another block. */
  public void share(NestedBlock places, Block rows, DataType type, int count) {
    lists(rows, type);
    System.arraycopy(places.starts, 0, starts, 0, count);
    System.arraycopy(places.ends, 0, ends, 0, count);
  }

  /** Makes all rows structs of the rows of blocks. */
  public void structs(Block[] rows, List<Field> types) {
    form = Form.STRUCTS;
    members = rows;
    fields = types;
  }

  /** Whether rows are parts of {@link #elements}. */
  public boolean isLists() {
    return form == Form.LISTS;
  }

  /** Whether rows are those of each {@link #member}. */
  public boolean isStructs() {
    return form == Form.STRUCTS;
  }

  /** Of lists; not to be written to. */
  public Block elements() {
    return elements;
  }

  /** Of structs; not to be written to. */
  public Block member(int place) {
    return members[place];
  }

  /** How many elements a list has that is not null. */
  public int size(int row) {
    return form == Form.LISTS ? ends[row] - starts[row] : ((List<?>) objects[row]).size();
  }

  /** A value that is not null; may be a view, which holds as long as the rows of this block. */
  public Object view(int row) {
    return switch (form) {
      case LISTS -> new ElementList(elements, element, starts[row], ends[row] - starts[row]);
      case STRUCTS -> new MemberList(members, fields, row);
      case EMPTY, OBJECTS -> objects[row];
    };
  }

  /** Sets the value of a row, which may be a view. */
  public void set(int row, Object value) {
    toObjects();
    objects[row] = value;
  }

  private void toObjects() {
    if (form == Form.OBJECTS) {
      return;
    }
    if (objects == null) {
      objects = new Object[capacity()];
    }
    for (int i = 0; form != Form.EMPTY && i < capacity(); i++) {
      objects[i] = isNull(i) ? null : view(i);
    }
    form = Form.OBJECTS;
  }

  /** How many elements {@link #spread} would make of lists, at most. */
  public long promised(int rows) {
    long elements = 0;
    for (int i = 0; form == Form.OBJECTS && i < rows; i++) {
      elements += isNull(i) ? 0 : size(i);
    }
    return elements;
  }

  /**
   * Brings the first rows, which are no unions, from single values into blocks, if they are not.
   *
   * @param type of the rows
   */
  public void spread(DataType type, int rows) {
    if (form == Form.LISTS || form == Form.STRUCTS) {
      return;
    }
    if (type instanceof DataType.Struct struct) {
      structs(membersOf(struct.fields(), rows), struct.fields());
    } else {
      spreadLists(ElementList.element(type), rows);
    }
  }

  private Block[] membersOf(List<Field> types, int rows) {
    Block[] blocks = new Block[types.size()];
    for (int place = 0; place < blocks.length; place++) {
      DataType type = types.get(place).type();
      Block block = Block.of(Lane.of(type), rows);
      for (int i = 0; i < rows; i++) {
        Cells.set(block, i, type, isNull(i) ? null : ((List<?>) objects[i]).get(place));
      }
      blocks[place] = block;
    }
    return blocks;
  }

  /** A value that stands in rows one after another, as a constant does, is copied once. */
  private void spreadLists(DataType type, int rows) {
    Block shared = sharedBy(rows);
    Block below = shared == null ? Block.of(Lane.of(type), distinctSize(rows)) : shared;
    lists(below, type);
    Object last = null;
    int start = 0;
    int end = 0;
    for (int i = 0; i < rows; i++) {
      boolean isNull = isNull(i);
      if (!isNull && objects[i] != last) {
        last = objects[i];
        List<?> list = (List<?>) last;
        start = shared == null ? end : ((ElementList) list).start();
        end = start + list.size();
        if (shared == null) {
          copy(list, below, start, type);
        }
      }
      starts[i] = isNull ? end : start;
      ends[i] = end;
    }
  }

  /** The block of which all values are views; null if there is none. */
  private Block sharedBy(int rows) {
    Block shared = null;
    for (int i = 0; i < rows; i++) {
      if (!isNull(i)) {
        Block mine = objects[i] instanceof ElementList view ? view.elements() : null;
        if (mine == null || (shared != null && mine != shared)) {
          return null;
        }
        shared = mine;
      }
    }
    return shared;
  }

  private int distinctSize(int rows) {
    int size = 0;
    Object last = null;
    for (int i = 0; i < rows; i++) {
      if (!isNull(i) && objects[i] != last) {
        last = objects[i];
        size += ((List<?>) last).size();
      }
    }
    return size;
  }

  private static void copy(List<?> list, Block to, int row, DataType type) {
    if (list instanceof ElementList view) {
      view.copyTo(to, row, 0, view.size());
    } else {
      for (int i = 0; i < list.size(); i++) {
        Cells.set(to, row + i, type, list.get(i));
      }
    }
  }

  @Override
  public void copyValue(int to, Block source, int from) {
    NestedBlock that = (NestedBlock) source;
    if (form == Form.LISTS && that.form == Form.LISTS && elements == that.elements) {
      starts[to] = that.starts[from];
      ends[to] = that.ends[from];
    } else {
      set(to, that.view(from));
    }
  }

  /** Shares the blocks below where all rows are replaced; else makes views. */
  @Override
  void copyValues(int[] to, Block source, int[] from, int count) {
    NestedBlock that = (NestedBlock) source;
    if (to == null && that.form == Form.LISTS) {
      lists(that.elements, that.element);
      for (int i = 0; i < count; i++) {
        int row = from == null ? i : from[i];
        starts[i] = that.starts[row];
        ends[i] = that.ends[row];
      }
    } else if (to == null && that.form == Form.STRUCTS) {
      structs(that.gathered(from, count), that.fields);
    } else {
      for (int i = 0; i < count; i++) {
        int row = from == null ? i : from[i];
        set(to == null ? i : to[i], that.isNull(row) ? null : that.view(row));
      }
    }
  }

  private Block[] gathered(int[] rows, int count) {
    if (rows == null) {
      return members;
    }
    Block[] gathered = new Block[members.length];
    for (int place = 0; place < gathered.length; place++) {
      gathered[place] = Block.of(members[place].lane(), count);
      gathered[place].gather(members[place], rows, count);
    }
    return gathered;
  }

  @Override
  void copyRangeValues(int to, Block source, int from, int count) {
    NestedBlock that = (NestedBlock) source;
    if (form == Form.EMPTY && that.form == Form.LISTS) {
      lists(that.elements, that.element);
    }
    if (form == Form.LISTS && that.form == Form.LISTS && elements == that.elements) {
      System.arraycopy(that.starts, from, starts, to, count);
      System.arraycopy(that.ends, from, ends, to, count);
    } else if (form == Form.EMPTY && that.form == Form.STRUCTS && to == 0) {
      structs(that.gathered(from == 0 ? null : places(from, count), count), that.fields);
    } else {
      for (int i = 0; i < count; i++) {
        set(to + i, that.isNull(from + i) ? null : that.view(from + i));
      }
    }
  }

  private static int[] places(int from, int count) {
    int[] places = new int[count];
    Arrays.setAll(places, i -> from + i);
    return places;
  }

  @Override
  void patchValues(long[] rows, Block source, int words) {
    NestedBlock that = (NestedBlock) source;
    for (int word = 0; word < words; word++) {
      for (long bits = rows[word]; bits != 0; bits &= bits - 1) {
        int i = (word << 6) + Long.numberOfTrailingZeros(bits);
        set(i, that.isNull(i) ? null : that.view(i));
      }
    }
  }

  @Override
  void repeatValue(int rows) {
    if (form == Form.LISTS) {
      Arrays.fill(starts, 0, rows, starts[0]);
      Arrays.fill(ends, 0, rows, ends[0]);
    } else if (!isNull(0)) {
      toObjects();
      Arrays.fill(objects, 0, rows, objects[0]);
    }
  }
}
