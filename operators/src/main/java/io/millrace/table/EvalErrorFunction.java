// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.row.TableTypes;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.inference.CallContext;

/**
 * {@code df_eval_error}: why {@code df_eval} of the same arguments, of which the expression is a
 * value, has no answer; NULL where it has one, which may be NULL, too.
 */
@Internal
public final class EvalErrorFunction extends PlannedFunction {
  private static final long serialVersionUID = 1L;

  @Override
  SqlCall call(CallContext context, TableTypes types) {
    return DynamicCall.of(context, types, DynamicCall.Answer.ERROR);
  }

  /** An expression may be random. */
  @Override
  public boolean isDeterministic() {
    return false;
  }
}
