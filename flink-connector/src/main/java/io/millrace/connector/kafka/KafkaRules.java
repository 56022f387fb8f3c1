// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import io.millrace.rules.RuleLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.KafkaException;

/**
 * Rule lines from a topic, compacted or not, from its beginning, as {@link RuleRecords} has them.
 * Behind those that lie there when reading starts comes {@link RuleLine#START_COMPLETE}. To be run
 * with parallelism 1.
 */
@PublicEvolving
public final class KafkaRules extends KafkaInput<RuleLine, RuleRecords> {
  private static final long serialVersionUID = 1L;

  public KafkaRules(KafkaTopic topic) {
    super(topic);
  }

  @Override
  RuleRecords records() {
    return new RuleRecords();
  }

  @Override
  public SourceReader<RuleLine, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    RuleRecords records = records();
    return new Reader(source(records).createReader(context), topic(), records);
  }

  /** After a restore it says once more that the first rules are there, which is known then. */
  private static final class Reader extends KafkaReader<RuleLine> {
    private final RuleRecords records;

    /** Null when all of it has been read. */
    private Backlog backlog;

    Reader(
        SourceReader<RuleLine, KafkaPartitionSplit> reader, KafkaTopic topic, RuleRecords records) {
      super(reader, topic);
      this.records = records;
    }

    @Override
    public void start() {
      try {
        backlog = Backlog.of(topic());
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      } catch (KafkaException failed) {
        throw MissingCodec.explain(failed, topic());
      }
      super.start();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      splits.forEach(each -> records.moveTo(each.getPartition(), each.getStartingOffset()));
      super.addSplits(splits);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RuleLine> output) throws Exception {
      InputStatus status = super.pollNext(output);
      if (backlog != null && records.isBehind(backlog)) {
        backlog = null;
        output.collect(RuleLine.START_COMPLETE);
      }
      return status;
    }
  }
}
