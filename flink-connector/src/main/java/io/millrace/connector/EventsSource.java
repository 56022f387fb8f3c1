// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.types.Event;
import io.millrace.types.EventTypeInfo;
import io.millrace.types.RuleError;
import io.millrace.types.RuleTypeInfo;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.types.Either;

/**
 * The rows of a file, or of the files of a directory one behind the other, in their order, each an
 * event with its number, its time and the watermark as it stood before the row. A row that can not
 * be read is an error; one without event time is both. To be run with parallelism 1, so that
 * nothing depends on how many tasks follow.
 */
@PublicEvolving
public final class EventsSource
    implements Source<Either<Event, RuleError>, EventsSplit, List<EventsSplit>>,
        ResultTypeQueryable<Either<Event, RuleError>> {
  private static final long serialVersionUID = 1L;

  private final EventFiles files;
  private final EventTimes times;
  private final double rowsPerSecond;
  private final EventTypeInfo type;

  /**
   * @param rowsPerSecond at most, 0 for no limit
   */
  public EventsSource(
      EventFiles files, EventTimes times, double rowsPerSecond, EventTypeInfo type) {
    this.files = files;
    this.times = times;
    this.rowsPerSecond = rowsPerSecond;
    this.type = type;
  }

  /** The watermarks that go with the events: they advance with every row, not with the clock. */
  public WatermarkStrategy<Either<Event, RuleError>> watermarks() {
    return times.strategy();
  }

  @Override
  public Boundedness getBoundedness() {
    return files.boundedness();
  }

  @Override
  public SourceReader<Either<Event, RuleError>, EventsSplit> createReader(
      SourceReaderContext context) {
    return new EventsSourceReader(context, files, times, new Pace(rowsPerSecond));
  }

  @Override
  public SplitEnumerator<EventsSplit, List<EventsSplit>> createEnumerator(
      SplitEnumeratorContext<EventsSplit> context) {
    return new OneSplitEnumerator<>(context, List.of(EventsSplit.START));
  }

  @Override
  public SplitEnumerator<EventsSplit, List<EventsSplit>> restoreEnumerator(
      SplitEnumeratorContext<EventsSplit> context, List<EventsSplit> pending) {
    return new OneSplitEnumerator<>(context, pending);
  }

  @Override
  public SimpleVersionedSerializer<EventsSplit> getSplitSerializer() {
    return new EventsSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<List<EventsSplit>> getEnumeratorCheckpointSerializer() {
    return new SplitListSerializer<>(getSplitSerializer());
  }

  @Override
  public TypeInformation<Either<Event, RuleError>> getProducedType() {
    return new EitherTypeInfo<>(type, RuleTypeInfo.ERROR);
  }
}
