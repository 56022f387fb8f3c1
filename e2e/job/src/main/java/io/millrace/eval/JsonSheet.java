// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.command.Lines;
import io.millrace.expr.Field;
import io.millrace.json.ValueJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An object a line, with the reasons of missing values under {@code errors}. Of columns with one
 * name, or with that one, the later have their number behind it.
 */
final class JsonSheet implements Sheet {
  private static final String ERRORS = "errors";

  private final List<Field> columns;
  private final List<String> keys;
  private final Lines out;

  JsonSheet(List<Field> columns, Lines out) {
    this.columns = columns;
    this.out = out;
    Set<String> seen = new LinkedHashSet<>();
    for (Field column : columns) {
      String key = column.name();
      for (int number = 2; key.equals(ERRORS) || !seen.add(key); number++) {
        key = column.name() + "_" + number;
      }
    }
    keys = List.copyOf(seen);
  }

  @Override
  public void add(Object[] values, String[] errors) {
    out.println(
        ValueJson.line(
            json -> {
              boolean failed = false;
              for (int i = 0; i < values.length; i++) {
                json.writeFieldName(keys.get(i));
                ValueJson.write(json, columns.get(i).type(), errors[i] == null ? values[i] : null);
                failed |= errors[i] != null;
              }
              if (failed) {
                json.writeObjectFieldStart(ERRORS);
                for (int i = 0; i < values.length; i++) {
                  if (errors[i] != null) {
                    json.writeStringField(keys.get(i), errors[i]);
                  }
                }
                json.writeEndObject();
              }
            }));
  }

  @Override
  public List<String> end() {
    return List.of();
  }
}
