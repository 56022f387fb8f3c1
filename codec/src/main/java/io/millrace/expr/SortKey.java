// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/** One ORDER BY term. */
@PublicEvolving
public record SortKey(Expr expr, boolean ascending, boolean nullsFirst) {}
