// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.expr.Definition;
import io.millrace.expr.Payload;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.wire.DefinitionReader;

/** A first look at an expression, in which nothing is let in: whether there is more to it. */
final class Survey implements DefinitionReader {
  private final FunctionRegistry functions;
  private boolean complete = true;

  Survey(FunctionRegistry functions) {
    this.functions = functions;
  }

  @Override
  public Definition read(String name, FunctionKind kind, Payload payload) {
    if (payload != null) {
      complete = false;
    } else {
      complete &=
          functions.function(name, kind) == null && FunctionNames.find(name, kind).isPresent();
    }
    return payload;
  }

  /** Whether all functions are DataFusion's own, so that the expression is what it is. */
  boolean isComplete() {
    return complete;
  }
}
