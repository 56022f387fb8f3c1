// SPDX-License-Identifier: Apache-2.0
package io.millrace.function;

import org.apache.flink.annotation.PublicEvolving;

/** What a function is called over: a row, a group, a window, or a list through a lambda. */
@PublicEvolving
public enum FunctionKind {
  SCALAR,
  AGGREGATE,
  WINDOW,
  HIGHER_ORDER
}
