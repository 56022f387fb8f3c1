// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.expr.DataType;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * A window function, declared once.
 *
 * @param name as the wire carries it
 * @param identity what tells it from other functions
 * @param evaluator throws MillraceException for what it can not evaluate, as it is bound
 * @param running of a call whose rows come one after another; empty for one that looks at rows that
 *     are still to come, or at how many there will be
 */
@Internal
public record WindowFunction(
    String name,
    Object identity,
    Signature accepts,
    Function<Call, DataType> returns,
    Function<Request, PartitionEvaluator> evaluator,
    Function<Request, Optional<RunningCall>> running) {
  public WindowFunction {
    Objects.requireNonNull(name);
    Objects.requireNonNull(identity);
    Objects.requireNonNull(accepts);
    Objects.requireNonNull(returns);
    Objects.requireNonNull(evaluator);
    Objects.requireNonNull(running);
  }

  /** One that needs all rows of a partition. */
  public WindowFunction(
      String name,
      Object identity,
      Signature accepts,
      Function<Call, DataType> returns,
      Function<Request, PartitionEvaluator> evaluator) {
    this(name, identity, accepts, returns, evaluator, request -> Optional.empty());
  }

  /** Which rows of its frame an aggregate takes. */
  public enum Rows {
    ALL,
    /** Those for which the last argument, the filter, is true. */
    FILTERED
  }

  /** One call as it is bound; the arguments of the evaluator are those of the call. */
  public record Request(Call call, boolean distinct, boolean ignoreNulls, Frame frame, Rows rows) {
    public Request {
      Objects.requireNonNull(call);
      Objects.requireNonNull(frame);
      Objects.requireNonNull(rows);
    }

    /** The same without IGNORE NULLS. */
    public Request respectingNulls() {
      return new Request(call, distinct, false, frame, rows);
    }
  }
}
