// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.column.RowReader;
import io.millrace.column.RowSource;
import io.millrace.expr.DataType;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The row at hand as a batch, column by column; what of it cannot be read has failed. */
final class OneRow<T> implements Batch {
  private final Map<List<Integer>, Column<T>> columns = new HashMap<>();
  private T row;

  /** Column by column; null where no expression looks at it. */
  final RowErrors[] failed;

  OneRow(RowSource<T> source, List<TypedExpr.Input> inputs) {
    failed = new RowErrors[inputs.stream().mapToInt(each -> each.index() + 1).max().orElse(0)];
    for (TypedExpr.Input input : inputs) {
      failed[input.index()] = new RowErrors();
      columns.put(key(input.index(), input.path()), new Column<>(source, input));
    }
  }

  /** A column, or a member of one, in a block of its own. */
  private static final class Column<T> {
    private final RowReader<T> reader;
    private final RowBatch batch;

    Column(RowSource<T> source, TypedExpr.Input input) {
      int[] index = {input.index()};
      List<DataType> types = Collections.nCopies(input.index() + 1, input.type());
      batch = new RowBatch(types, index, 1);
      reader =
          input.path().isEmpty()
              ? source.reader(index, batch)
              : source.memberReader(input.index(), input.path(), batch.cell(input.index()));
    }

    void read(T row) {
      batch.clear();
      batch.addRow();
      reader.read(row);
    }
  }

  private static List<Integer> key(int index, List<Integer> path) {
    List<Integer> key = new java.util.ArrayList<>(path);
    key.add(0, index);
    return key;
  }

  void move(T to) {
    row = to;
    for (RowErrors each : failed) {
      if (each != null) {
        each.clear();
      }
    }
  }

  @Override
  public int rows() {
    return 1;
  }

  @Override
  public Block column(int index) {
    return read(index, List.of());
  }

  @Override
  public Block member(int index, List<Integer> path, DataType type) {
    return read(index, path);
  }

  private Block read(int index, List<Integer> path) {
    Column<T> column = columns.get(key(index, path));
    try {
      column.read(row);
    } catch (EvaluationError e) {
      failed[index].mark(0, e);
    }
    return column.batch.column(index);
  }
}
