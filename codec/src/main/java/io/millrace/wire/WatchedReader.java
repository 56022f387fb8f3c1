// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.Definition;
import io.millrace.expr.Payload;
import io.millrace.function.FunctionKind;

/** Knows whether it was the other that refused, and not the form of the bytes. */
final class WatchedReader implements DefinitionReader {
  private final DefinitionReader reader;
  private boolean asking;

  WatchedReader(DefinitionReader reader) {
    this.reader = reader;
  }

  @Override
  public Definition read(String function, FunctionKind kind, Payload payload) {
    asking = true;
    Definition definition = reader.read(function, kind, payload);
    asking = false;
    return definition;
  }

  boolean refused() {
    return asking;
  }
}
