// SPDX-License-Identifier: Apache-2.0
package io.millrace.json;

import io.millrace.expr.Schema;
import io.millrace.types.RuleResult;
import org.apache.flink.annotation.PublicEvolving;

/** A result as one line of JSON. */
@PublicEvolving
public final class ResultJson {
  private ResultJson() {}

  /**
   * @param schema of the events
   */
  public static String line(RuleResult result, Schema schema) {
    return line(result, schema, false);
  }

  /** With a field that says that it is of a shadow. */
  public static String shadowLine(RuleResult result, Schema schema) {
    return line(result, schema, true);
  }

  private static String line(RuleResult result, Schema schema, boolean shadow) {
    return ValueJson.line(
        json -> {
          json.writeStringField("rule", result.rule());
          json.writeNumberField("revision", result.revision());
          if (shadow) {
            json.writeBooleanField("shadow", true);
          }
          if (result.window() != null) {
            ValueJson.writeKey(json, result.key());
            ValueJson.writeWindow(json, result.window());
          }
          json.writeFieldName("value");
          ValueJson.write(json, result.value().type(), result.value().value());
          if (result.event() != null) {
            ValueJson.writeEvent(json, schema, result.event());
          }
        });
  }
}
