// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import io.millrace.function.FunctionKind;
import org.apache.flink.annotation.PublicEvolving;

/** Where the functions are looked up that DataFusion does not have of its own. */
@PublicEvolving
@FunctionalInterface
public interface DefinitionSource {
  /** Knows none. */
  DefinitionSource NONE = (name, kind) -> null;

  /** The function of exactly that name and kind; null if there is none. */
  Definition find(String name, FunctionKind kind);
}
