// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.aggregate.Aggregate;
import io.millrace.expr.DataType;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * The window functions; DataFusion's crate {@code functions-window}. Every aggregate is one, too.
 */
@Internal
public final class WindowFunctions {
  private static final Signature NOTHING =
      given -> given.isEmpty() ? Optional.of(given) : Optional.empty();

  public static final List<WindowFunction> ALL =
      List.of(
          ranking("row_number", Ranking.ROW_NUMBER, RunningRank.ROW_NUMBER),
          ranking("rank", Ranking.RANK, RunningRank.RANK),
          ranking("dense_rank", Ranking.DENSE_RANK, RunningRank.DENSE_RANK),
          builtIn("percent_rank", NOTHING, call -> DataType.FLOAT64, call -> Ranking.PERCENT_RANK),
          builtIn("cume_dist", NOTHING, call -> DataType.FLOAT64, call -> Ranking.CUME_DIST),
          builtIn("ntile", WindowFunctions::count, call -> DataType.UINT64, Ntile::new),
          builtIn(
              "lag",
              WindowFunctions::shifted,
              call -> call.type(0),
              Shift::lag,
              RunningValues::lag),
          builtIn("lead", WindowFunctions::shifted, call -> call.type(0), Shift::lead),
          builtIn(
              "first_value", upTo(2), call -> call.type(0), NthValue::first, RunningValues::first),
          builtIn("last_value", upTo(2), call -> call.type(0), NthValue::last, RunningValues::last),
          builtIn(
              "nth_value",
              WindowFunctions::pair,
              call -> call.type(0),
              NthValue::nth,
              RunningValues::nth));

  private WindowFunctions() {}

  /** An aggregate over the rows of each frame. */
  public static WindowFunction of(Aggregate aggregate) {
    return new WindowFunction(
        aggregate.name(),
        aggregate.identity(),
        aggregate.accepts(),
        aggregate.returns(),
        request -> new FrameAggregate(aggregate, request),
        request -> Optional.of(new RunningAggregate(aggregate, request)));
  }

  private static WindowFunction builtIn(
      String name,
      Signature accepts,
      Function<Call, DataType> returns,
      Function<WindowFunction.Request, PartitionEvaluator> evaluator) {
    return new WindowFunction(name, name, accepts, returns, evaluator);
  }

  private static WindowFunction builtIn(
      String name,
      Signature accepts,
      Function<Call, DataType> returns,
      Function<WindowFunction.Request, PartitionEvaluator> evaluator,
      Function<WindowFunction.Request, Optional<RunningCall>> running) {
    return new WindowFunction(name, name, accepts, returns, evaluator, running);
  }

  private static WindowFunction ranking(String name, Ranking ranking, RunningRank running) {
    return builtIn(
        name,
        NOTHING,
        call -> DataType.UINT64,
        request -> ranking,
        request -> Optional.of(running));
  }

  private static Signature upTo(int count) {
    return given -> given.isEmpty() || given.size() > count ? Optional.empty() : Optional.of(given);
  }

  private static Optional<List<DataType>> pair(List<DataType> given) {
    return given.size() == 2 ? Optional.of(given) : Optional.empty();
  }

  private static Optional<List<DataType>> count(List<DataType> given) {
    return given.size() == 1 && (given.get(0).isInteger() || given.get(0).isNull())
        ? Optional.of(List.of(given.get(0).isNull() ? DataType.UINT64 : given.get(0)))
        : Optional.empty();
  }

  /** What stands beyond the partition is of the type of what stands in it. */
  private static Optional<List<DataType>> shifted(List<DataType> given) {
    if (given.isEmpty() || given.size() > 3) {
      return Optional.empty();
    }
    List<DataType> wanted = new ArrayList<>(given);
    if (given.size() == 3) {
      wanted.set(given.get(0).isNull() ? 0 : 2, given.get(given.get(0).isNull() ? 2 : 0));
    }
    return Optional.of(wanted);
  }
}
