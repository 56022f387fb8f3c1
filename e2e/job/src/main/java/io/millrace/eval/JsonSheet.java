// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.command.Lines;
import io.millrace.expr.Field;
import io.millrace.json.ValueJson;
import java.util.List;

/** An object a line, with the reasons of missing values under {@code errors}. */
final class JsonSheet implements Sheet {
  private final List<Field> columns;
  private final Lines out;

  JsonSheet(List<Field> columns, Lines out) {
    this.columns = columns;
    this.out = out;
  }

  @Override
  public void add(Object[] values, String[] errors) {
    out.println(
        ValueJson.line(
            json -> {
              boolean failed = false;
              for (int i = 0; i < values.length; i++) {
                json.writeFieldName(columns.get(i).name());
                ValueJson.write(json, columns.get(i).type(), errors[i] == null ? values[i] : null);
                failed |= errors[i] != null;
              }
              if (failed) {
                json.writeObjectFieldStart("errors");
                for (int i = 0; i < values.length; i++) {
                  if (errors[i] != null) {
                    json.writeStringField(columns.get(i).name(), errors[i]);
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
