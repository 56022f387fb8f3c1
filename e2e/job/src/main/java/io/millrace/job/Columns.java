// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A schema in a form that travels with the job. */
record Columns(ArrayList<String> names, ArrayList<String> types) implements Serializable {
  static Columns of(Schema schema) {
    List<Field> fields = schema.fields();
    return new Columns(
        new ArrayList<>(fields.stream().map(Field::name).toList()),
        new ArrayList<>(fields.stream().map(field -> field.type().toString()).toList()));
  }

  Schema schema() {
    return new Schema(
        null,
        IntStream.range(0, names.size())
            .mapToObj(i -> Field.of(names.get(i), DataType.parse(types.get(i))))
            .toList());
  }
}
