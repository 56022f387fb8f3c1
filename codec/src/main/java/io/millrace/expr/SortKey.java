// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/** One ORDER BY term. */
@PublicEvolving
public record SortKey(Expr expr, boolean ascending, boolean nullsFirst) {
  public SortKey {
    Objects.requireNonNull(expr);
  }

  public SortKey withNullsFirst() {
    return new SortKey(expr, ascending, true);
  }
}
