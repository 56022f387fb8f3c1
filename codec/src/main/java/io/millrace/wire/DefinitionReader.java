// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.Definition;
import io.millrace.expr.Payload;
import io.millrace.function.FunctionKind;
import org.apache.flink.annotation.PublicEvolving;

/** Decides what the functions of an expression are that is being decoded. */
@PublicEvolving
@FunctionalInterface
public interface DefinitionReader {
  /**
   * What a call is to hold; null for a call by name alone.
   *
   * @param payload null for a call that came by name alone
   */
  Definition read(String function, FunctionKind kind, Payload payload);
}
