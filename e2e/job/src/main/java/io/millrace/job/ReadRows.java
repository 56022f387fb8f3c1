// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.types.Event;
import io.millrace.types.RuleError;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Parts the rows that could be read from the errors of those that could not, and counts them. */
final class ReadRows extends ProcessFunction<Either<Event, RuleError>, Event> {
  /** The accumulator with the number of rows. */
  static final String COUNT = "events";

  private static final long serialVersionUID = 1L;

  private final OutputTag<RuleError> unread;
  private final LongCounter count = new LongCounter();

  ReadRows(OutputTag<RuleError> unread) {
    this.unread = unread;
  }

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(COUNT, count);
  }

  @Override
  public void processElement(
      Either<Event, RuleError> read, Context context, Collector<Event> output) {
    if (read.isLeft()) {
      count.add(1);
      output.collect(read.left());
    } else {
      context.output(unread, read.right());
    }
  }
}
