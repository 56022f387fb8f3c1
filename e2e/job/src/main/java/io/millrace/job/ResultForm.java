// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Schema;
import io.millrace.json.ResultJson;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import java.util.Optional;
import java.util.function.Consumer;

/** Results as lines; one that is too long becomes an error. */
enum ResultForm implements JsonLines.Form<RuleResult> {
  IN_FORCE,
  SHADOW;

  @Override
  public String rule(RuleResult result) {
    return result.rule();
  }

  @Override
  public String line(RuleResult result, Schema schema) {
    return switch (this) {
      case IN_FORCE -> ResultJson.line(result, schema);
      case SHADOW -> ResultJson.shadowLine(result, schema);
    };
  }

  @Override
  public Optional<String> shorter(
      RuleResult result, Schema schema, String problem, Consumer<RuleError> errors) {
    MillraceException exceeded =
        new MillraceException(
            ErrorCode.LIMIT_EXCEEDED, "Cannot write a result of the rule: " + problem);
    errors.accept(RuleError.ofRule(result.rule(), result.revision(), exceeded, null));
    return Optional.empty();
  }
}
