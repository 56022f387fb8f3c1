// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.Bytes;
import io.millrace.expr.Definition;
import io.millrace.function.FunctionKind;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/** Decides how the definitions of an expression's functions travel. */
@PublicEvolving
@FunctionalInterface
public interface DefinitionWriter {
  /** The payload of a call; empty for a call that is to travel by its name. */
  Optional<Bytes> write(String function, FunctionKind kind, Definition definition);
}
