// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** How far a partition has been read, and the watermark that its rows left behind. */
final class TimedSplit extends KafkaPartitionSplit {
  private final long watermark;

  TimedSplit(KafkaPartitionSplit split, long watermark) {
    super(
        split.getTopicPartition(),
        split.getStartingOffset(),
        split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
    this.watermark = watermark;
  }

  long watermark() {
    return watermark;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimedSplit that && super.equals(that) && watermark == that.watermark;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Long.hashCode(watermark);
  }

  /** With the version of the connector's own form. */
  record Serializer(SimpleVersionedSerializer<KafkaPartitionSplit> splits)
      implements SimpleVersionedSerializer<KafkaPartitionSplit> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
      byte[] bytes = splits.serialize(split);
      DataOutputSerializer out = new DataOutputSerializer(bytes.length + 16);
      out.writeLong(split instanceof TimedSplit timed ? timed.watermark : Long.MIN_VALUE);
      out.writeInt(splits.getVersion());
      out.write(bytes);
      return out.getCopyOfBuffer();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
      if (version != getVersion()) {
        throw new IOException("Cannot read events position: version " + version + ", expected 1");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      long watermark = in.readLong();
      int splitVersion = in.readInt();
      byte[] bytes = new byte[in.available()];
      in.readFully(bytes);
      return new TimedSplit(splits.deserialize(splitVersion, bytes), watermark);
    }
  }
}
