// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/** How the arguments of a call become the row that its expression is over. */
interface ArgumentRow extends Serializable {
  RowData of(Object[] args);

  /** Columns that are arguments. */
  static ArgumentRow of(int columns, IntUnaryOperator place) {
    int[] places = new int[columns];
    Arrays.setAll(places, place);
    return args -> {
      GenericRowData row = new GenericRowData(places.length);
      for (int i = 0; i < places.length; i++) {
        row.setField(i, args[places[i]]);
      }
      return row;
    };
  }

  /** An argument that is the row; where it is NULL, all columns are. */
  static ArgumentRow at(int place, int columns) {
    return args -> args[place] == null ? new GenericRowData(columns) : (RowData) args[place];
  }
}
