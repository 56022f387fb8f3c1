// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import java.util.List;
import java.util.Map;

/**
 * What this library made of a question; what was not reached is null.
 *
 * @param expr as it was read from the text
 * @param printed the expression as SQL again
 * @param metadata of the column of results
 * @param rows the value or the failure of each row; of an aggregate there is one
 * @param refusal why it was not read or bound
 * @param defect what went wrong otherwise
 */
record OwnAnswer(
    Expr expr,
    byte[] encoded,
    String printed,
    String name,
    DataType type,
    Map<String, String> metadata,
    List<Object> rows,
    MillraceException refusal,
    Throwable defect) {}
