// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.expr.Schema;
import io.millrace.json.AckJson;
import io.millrace.types.RuleAck;
import io.millrace.types.RuleError;
import java.util.Optional;
import java.util.function.Consumer;

/** Acknowledgements as lines, which are never long. */
enum AckForm implements JsonLines.Form<RuleAck> {
  ALL;

  @Override
  public String rule(RuleAck ack) {
    return ack.rule();
  }

  @Override
  public String line(RuleAck ack, Schema schema) {
    return AckJson.line(ack);
  }

  @Override
  public Optional<String> shorter(
      RuleAck ack, Schema schema, String problem, Consumer<RuleError> errors) {
    return Optional.empty();
  }
}
