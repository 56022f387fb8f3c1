// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import io.millrace.connector.EventTimes;
import io.millrace.connector.Pace;
import io.millrace.expr.Schema;
import io.millrace.types.Event;
import io.millrace.types.RuleError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.types.Either;

/**
 * Events from a topic, as {@link RowRecords} has them. Each carries the watermark of its partition
 * as it stood before it, also after a restore, so that lateness does not depend on parallelism. Run
 * it with {@link EventTimes#strategy} and at most as many tasks as there are partitions.
 */
@PublicEvolving
public final class KafkaEvents extends KafkaInput<Either<Event, RuleError>, RowRecords> {
  private static final long serialVersionUID = 1L;

  private final Schema schema;
  private final EventTimes times;
  private final double rowsPerSecond;

  /**
   * @param rowsPerSecond of all tasks at most, 0 for no limit
   */
  public KafkaEvents(KafkaTopic topic, Schema schema, EventTimes times, double rowsPerSecond) {
    super(topic);
    this.schema = schema;
    this.times = times;
    this.rowsPerSecond = rowsPerSecond;
  }

  @Override
  RowRecords records() {
    return new RowRecords(schema, times);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new TimedSplit.Serializer(super.getSplitSerializer());
  }

  @Override
  public SourceReader<Either<Event, RuleError>, KafkaPartitionSplit> createReader(
      SourceReaderContext context) throws Exception {
    RowRecords records = records();
    Pace pace = new Pace(rowsPerSecond / context.currentParallelism());
    return new Reader(source(records).createReader(context), topic(), records, pace);
  }

  private static final class Reader extends KafkaReader<Either<Event, RuleError>> {
    private final RowRecords records;
    private final Pace pace;

    /** Null while the pace lets rows through. */
    private CompletableFuture<Void> paused;

    Reader(
        SourceReader<Either<Event, RuleError>, KafkaPartitionSplit> reader,
        KafkaTopic topic,
        RowRecords records,
        Pace pace) {
      super(reader, topic);
      this.records = records;
      this.pace = pace;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      for (KafkaPartitionSplit split : splits) {
        if (split instanceof TimedSplit timed) {
          records.setWatermark(split.getPartition(), timed.watermark());
        }
      }
      super.addSplits(splits);
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
      List<KafkaPartitionSplit> splits = new ArrayList<>();
      for (KafkaPartitionSplit split : super.snapshotState(checkpoint)) {
        splits.add(new TimedSplit(split, records.watermark(split.getPartition())));
      }
      return splits;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Either<Event, RuleError>> output) throws Exception {
      if (!pace.take()) {
        paused = pace.next();
        return InputStatus.NOTHING_AVAILABLE;
      }
      paused = null;
      return super.pollNext(output);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return paused == null ? super.isAvailable() : paused;
    }

    @Override
    public void close() throws Exception {
      super.close();
      records.close();
    }
  }
}
