// SPDX-License-Identifier: Apache-2.0
package io.millrace.json;

import io.millrace.types.RuleAck;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;

/** An acknowledgement as one line of JSON. */
@PublicEvolving
public final class AckJson {
  private AckJson() {}

  public static String line(RuleAck ack) {
    return ValueJson.line(
        json -> {
          json.writeStringField("rule", ack.rule());
          if (ack.revision() == 0) {
            json.writeStringField("action", "forget");
          } else {
            json.writeNumberField("revision", ack.revision());
            json.writeStringField("action", ack.action().name().toLowerCase(Locale.ROOT));
          }
          json.writeStringField("operator", ack.operator());
          json.writeNumberField("subtask", ack.subtask());
          json.writeNumberField("subtasks", ack.subtasks());
          json.writeStringField("time", Instant.ofEpochMilli(ack.time()).toString());
        });
  }
}
