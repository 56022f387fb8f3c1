// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.signature.Call;

/** The value so many rows before or behind; beyond the partition a default. */
final class Shift implements PartitionEvaluator {
  private final DataType type;

  /** How many rows further on the value stands; negative for rows before. */
  private final long offset;

  private final boolean ignoreNulls;
  private final Object otherwise;

  private Shift(WindowFunction.Request request, long offset, Object otherwise) {
    type = request.call().type(0);
    ignoreNulls = request.ignoreNulls();
    this.offset = offset;
    this.otherwise = otherwise;
  }

  static Shift lag(WindowFunction.Request request) {
    return of("lag", request, -offset("lag", request.call()));
  }

  static Shift lead(WindowFunction.Request request) {
    return of("lead", request, offset("lead", request.call()));
  }

  private static Shift of(String name, WindowFunction.Request request, long offset) {
    Call call = request.call();
    Literal otherwise = call.arity() > 2 ? Constants.of(name, call, 2) : null;
    return new Shift(request, offset, otherwise == null ? null : otherwise.value());
  }

  private static long offset(String name, Call call) {
    Long offset = call.arity() > 1 ? Constants.integer(name, call, 1) : Long.valueOf(1);
    return offset == null ? 0 : offset;
  }

  @Override
  public boolean comparesKeys() {
    return false;
  }

  @Override
  public void evaluate(
      Partition partition, FrameBounds frames, Block[] args, Block out, RowErrors errors) {
    if (ignoreNulls && offset != 0) {
      if (offset < 0 && offset != Long.MIN_VALUE) {
        backAmongValues(partition, args[0], out);
      } else {
        aheadAmongValues(partition, args[0], out);
      }
      return;
    }
    for (int row = partition.from(); row < partition.to(); row++) {
      boolean inside = offset >= partition.from() - row && offset < partition.to() - row;
      write(args[0], inside ? row + (int) offset : -1, out, row);
    }
  }

  /** Only rows before that have a value are counted. */
  private void backAmongValues(Partition partition, Block values, Block out) {
    int[] valid = new int[partition.rows()];
    int count = 0;
    for (int row = partition.from(); row < partition.to(); row++) {
      write(values, -offset <= count ? valid[count + (int) offset] : -1, out, row);
      if (!values.isNull(row)) {
        valid[count++] = row;
      }
    }
  }

  /** Only rows behind that have a value are counted, as far as {@link ValuesAhead} sees them. */
  private void aheadAmongValues(Partition partition, Block values, Block out) {
    ValuesAhead ahead = new ValuesAhead(partition, values, offset);
    for (int row = partition.from(); row < partition.to(); row++) {
      write(values, ahead.next(row), out, row);
    }
  }

  private void write(Block values, int from, Block out, int row) {
    if (from < 0 || (ignoreNulls && values.isNull(from))) {
      Cells.set(out, row, type, otherwise);
    } else {
      out.copy(row, values, from);
    }
  }
}
