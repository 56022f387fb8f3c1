// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Definition;
import io.millrace.expr.Payload;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.udf.UserFunction;
import io.millrace.wire.DefinitionReader;
import java.util.Locale;

/** What the calls of one expression are: the only place where functions are found and let in. */
final class Resolution implements DefinitionReader {
  private final FunctionRegistry functions;

  Resolution(FunctionRegistry functions) {
    this.functions = functions;
  }

  @Override
  public Definition read(String name, FunctionKind kind, Payload payload) {
    if (payload != null) {
      return payload;
    }
    UserFunction registered = functions.function(name, kind);
    if (registered != null || FunctionNames.find(name, kind).isPresent()) {
      return registered;
    }
    throw new MillraceException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot decode expression: "
            + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
            + " function '"
            + name
            + "', expected one of DataFusion 55, one that is registered here, or one that comes"
            + " with its definition");
  }
}
