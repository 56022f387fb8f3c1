// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.Internal;

/** How expressions that Java serialization meets become bytes; found by {@code ServiceLoader}. */
@Internal
public interface ExprBytes {
  byte[] encode(Expr expr);

  Expr decode(byte[] bytes);
}
