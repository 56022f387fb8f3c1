// SPDX-License-Identifier: Apache-2.0
package io.millrace.json;

import io.millrace.ErrorCode;
import io.millrace.expr.Schema;
import io.millrace.types.RuleError;
import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;

/** An error as one line of JSON; parts that do not apply are left out. */
@PublicEvolving
public final class ErrorJson {
  private ErrorJson() {}

  /**
   * @param schema of the events
   */
  public static String line(RuleError error, Schema schema) {
    return line(error, schema, false);
  }

  /** With a field that says that it is of a shadow. */
  public static String shadowLine(RuleError error, Schema schema) {
    return line(error, schema, true);
  }

  private static String line(RuleError error, Schema schema, boolean shadow) {
    return ValueJson.line(
        json -> {
          if (error.rule() != null) {
            json.writeStringField("rule", error.rule());
          }
          if (error.revision() != 0) {
            json.writeNumberField("revision", error.revision());
          }
          if (shadow) {
            json.writeBooleanField("shadow", true);
          }
          ErrorCode.Stage stage = error.code().stage();
          json.writeStringField("stage", stage.name().toLowerCase(Locale.ROOT));
          json.writeStringField("code", error.code().name());
          json.writeStringField("message", error.message());
          if (error.at() != null) {
            json.writeObjectFieldStart("at");
            json.writeNumberField("line", error.at().line());
            json.writeNumberField("column", error.at().column());
            json.writeEndObject();
          }
          if (error.line() != 0) {
            json.writeNumberField("line", error.line());
          }
          if (error.text() != null) {
            json.writeStringField("text", error.text());
          }
          if (error.key() != null) {
            ValueJson.writeKey(json, error.key());
          }
          if (error.window() != null) {
            ValueJson.writeWindow(json, error.window());
          }
          if (error.event() != null) {
            ValueJson.writeEvent(json, schema, error.event());
          }
        });
  }
}
