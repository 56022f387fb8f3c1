// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.ElementList;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;

/** The keys and values of maps, side by side. */
final class MapEntries {
  private final DataType map;
  private final ElementSearch search;

  MapEntries(DataType map) {
    this.map = map;
    DataType.Struct entry = (DataType.Struct) ElementList.element(map);
    search = new ElementSearch(entry.fields().get(0).type());
  }

  /** Of maps that are spread. */
  static NestedBlock of(NestedBlock maps, DataType type) {
    NestedBlock entries = (NestedBlock) maps.elements();
    entries.spread(ElementList.element(type), entries.capacity());
    return entries;
  }

  Block values(NestedBlock maps) {
    return of(maps, map).member(1);
  }

  /** The place of each row's key among all keys; -1 where the map has none, or is null. */
  int[] find(NestedBlock maps, Block key, int rows) {
    Block keys = of(maps, map).member(0);
    int[] places = new int[rows];
    for (int row = 0; row < rows; row++) {
      places[row] =
          maps.isNull(row) ? -1 : search.find(keys, maps.starts[row], maps.ends[row], key, row);
    }
    return places;
  }

  /** The same of a map that is not null and a key in any row. */
  int find(NestedBlock maps, int row, Block key, int keyRow) {
    Block keys = of(maps, map).member(0);
    return search.find(keys, maps.starts[row], maps.ends[row], key, keyRow);
  }
}
