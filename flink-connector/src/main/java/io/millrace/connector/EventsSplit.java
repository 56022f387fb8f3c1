// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.IOException;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far the events file has been read: rows taken from it, readable or not, and the watermark
 * that they left behind.
 */
record EventsSplit(long rows, long watermark) implements SourceSplit {
  static final EventsSplit START = new EventsSplit(0, Long.MIN_VALUE);

  @Override
  public String splitId() {
    return "events";
  }

  static final class Serializer implements SimpleVersionedSerializer<EventsSplit> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(EventsSplit split) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(16);
      out.writeLong(split.rows);
      out.writeLong(split.watermark);
      return out.getCopyOfBuffer();
    }

    @Override
    public EventsSplit deserialize(int version, byte[] serialized) throws IOException {
      if (version != getVersion()) {
        throw new IOException("Cannot read events position: version " + version + ", expected 1");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      return new EventsSplit(in.readLong(), in.readLong());
    }
  }
}
