// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.nested.ListSize;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.ValueSize;

/** Lists of the results. */
final class Transformed extends Gathering {
  static final String NAME = "array_transform";

  private final DataType type;
  private final Block all;

  /** The row of the last result, and the bytes of its results so far; then those of all rows. */
  private int row = -1;

  private long bytesOfRow;
  private long bytes;

  Transformed(ListRows lists, DataType type, Block out) {
    super(lists, out);
    this.type = type;
    all = Block.of(Lane.of(type), lists.elements());
  }

  @Override
  public void add(Elements elements, Block results, RowErrors errors) {
    boolean anyFailed = !errors.isEmpty();
    if (isOfAnySize()) {
      for (int i = 0; i < elements.count(); i++) {
        anyFailed |= !isWithin(elements.rows()[i], results, i, errors);
      }
    }
    if (!anyFailed) {
      all.copyRange(elements.from(), results, 0, elements.count());
      return;
    }
    for (int i = 0; i < elements.count(); i++) {
      if (!errors.failed(elements.rows()[i])) {
        all.copyRange(elements.from() + i, results, i, 1);
      }
    }
  }

  private boolean isOfAnySize() {
    return switch (all.lane()) {
      case BOOL, LONG, DOUBLE, INT128 -> false;
      case BYTES, OBJECT, NESTED -> true;
    };
  }

  /** Whether the row's list may have another result; asked before anything is copied. */
  private boolean isWithin(int to, Block results, int i, RowErrors errors) {
    if (to != row) {
      row = to;
      bytesOfRow = 0;
    }
    if (errors.failed(row)) {
      return false;
    }
    long size = size(results, i);
    bytes += size;
    bytesOfRow += size;
    if (bytesOfRow <= ValueSize.MAX_BYTES
        || bytesOfRow <= ResultSize.CHECKED.most(ListSize.of(lists.list(row)))) {
      return true;
    }
    errors.mark(row, ValueSize.excess(NAME, bytesOfRow));
    return false;
  }

  private long size(Block results, int i) {
    if (results.isNull(i)) {
      return ListSize.SLOT;
    }
    if (results instanceof BytesBlock texts) {
      return ListSize.SLOT + texts.ends[i] - texts.starts[i];
    }
    return ListSize.of(Cells.view(results, i, type));
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void finish() {
    NestedBlock result = (NestedBlock) out;
    result.lists(all, type);
    for (int each = 0; each < lists.rows(); each++) {
      result.starts[each] = lists.start(each);
      result.ends[each] = lists.end(each);
    }
  }
}
