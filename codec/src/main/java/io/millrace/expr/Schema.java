// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The columns that expressions are written against; {@code table} is null where they have no
 * qualifier.
 */
@PublicEvolving
public record Schema(String table, List<Field> fields) implements java.io.Serializable {
  public Schema {
    fields = List.copyOf(fields);
  }

  public static Schema of(Field... fields) {
    return new Schema(null, List.of(fields));
  }

  public Schema as(String newTable) {
    return new Schema(newTable, fields);
  }

  /** The place of the column of that exact name. */
  public OptionalInt indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (Objects.equals(fields.get(i).name(), name)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  public Schema plus(Field field) {
    List<Field> longer = new ArrayList<>(fields);
    longer.add(field);
    return new Schema(table, longer);
  }
}
