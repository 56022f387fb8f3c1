// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.types.DataType;

/** Expressions that come as values. One that is wrong is an error of each of its rows. */
@Internal
public final class DynamicFunction extends TaskFunction {
  private static final long serialVersionUID = 1L;

  private final DynamicCall call;
  private transient Counter errors;
  private transient RecentExpressions expressions;
  private transient String problem;

  DynamicFunction(List<DataType> arguments, DynamicCall call) {
    super(arguments, call.resultType());
    this.call = call;
  }

  @Override
  public void open(FunctionContext context) {
    errors =
        switch (call.answer()) {
          case VALUE -> CallMetrics.of(context, this, "eval").counter("numErrors");
          case ERROR -> null;
        };
    expressions = new RecentExpressions(call, message -> problem = message);
  }

  public Object eval(Object... args) {
    problem = null;
    Object value = args[0] == null ? null : expressions.evaluate(args);
    return switch (call.answer()) {
      case VALUE -> counted(value);
      case ERROR -> StringData.fromString(problem);
    };
  }

  private Object counted(Object value) {
    if (problem != null) {
      errors.inc();
    }
    return value;
  }

  /** An expression may be random. */
  @Override
  public boolean isDeterministic() {
    return false;
  }
}
