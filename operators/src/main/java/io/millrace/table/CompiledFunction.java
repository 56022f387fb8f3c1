// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.types.DataType;

/** One expression over the arguments of one call in a query. */
@Internal
public final class CompiledFunction extends TaskFunction {
  private static final long serialVersionUID = 1L;

  private final FixedCall call;

  CompiledFunction(List<DataType> arguments, FixedCall call) {
    super(arguments, call.resultType());
    this.call = call;
  }

  @Override
  public void open(FunctionContext context) {
    call.function().open(CallMetrics.of(context, this, call.text()));
  }

  public Object eval(Object... args) {
    return ((GenericRowData) call.function().map(call.row().of(args))).getField(0);
  }

  @Override
  public boolean isDeterministic() {
    return call.isDeterministic();
  }
}
