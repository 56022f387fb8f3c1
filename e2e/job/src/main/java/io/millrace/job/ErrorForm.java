// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.expr.Schema;
import io.millrace.json.ErrorJson;
import io.millrace.types.RuleError;
import java.util.Optional;
import java.util.function.Consumer;

/** Errors as lines; one that is too long loses what it is about, but not what it says of it. */
enum ErrorForm implements JsonLines.Form<RuleError> {
  IN_FORCE,
  SHADOW;

  private static final int SHOWN = 1_024;

  @Override
  public String rule(RuleError error) {
    return error.rule();
  }

  @Override
  public String line(RuleError error, Schema schema) {
    return switch (this) {
      case IN_FORCE -> ErrorJson.line(error, schema);
      case SHADOW -> ErrorJson.shadowLine(error, schema);
    };
  }

  @Override
  public Optional<String> shorter(
      RuleError error, Schema schema, String problem, Consumer<RuleError> errors) {
    String message = error.message();
    int half = SHOWN / 2;
    String cut =
        message.length() <= SHOWN
            ? message
            : message.substring(0, half) + " … " + message.substring(message.length() - half);
    RuleError rest =
        new RuleError(
            error.rule(),
            error.revision(),
            error.code(),
            cut,
            error.at(),
            error.line(),
            null,
            null,
            null,
            error.window());
    return Optional.of(line(rest, schema));
  }
}
