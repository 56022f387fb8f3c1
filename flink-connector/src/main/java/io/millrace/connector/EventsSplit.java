// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far files of events have been read.
 *
 * @param rows taken from all of them, readable or not
 * @param watermark that these left behind
 * @param before how many of the rows are of files read whole
 * @param file the name of the one being read, empty if there is none
 * @param done the names of those read whole
 */
record EventsSplit(long rows, long watermark, long before, String file, List<String> done)
    implements SourceSplit {
  static final EventsSplit START = ofRows(0, Long.MIN_VALUE);

  EventsSplit {
    done = List.copyOf(done);
  }

  private static EventsSplit ofRows(long rows, long watermark) {
    return new EventsSplit(rows, watermark, 0, "", List.of());
  }

  @Override
  public String splitId() {
    return "events";
  }

  /** Version 1 had the rows and the watermark of one file only. */
  static final class Serializer implements SimpleVersionedSerializer<EventsSplit> {
    @Override
    public int getVersion() {
      return 2;
    }

    @Override
    public byte[] serialize(EventsSplit split) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(64);
      out.writeLong(split.rows);
      out.writeLong(split.watermark);
      out.writeLong(split.before);
      out.writeUTF(split.file);
      out.writeInt(split.done.size());
      for (String each : split.done) {
        out.writeUTF(each);
      }
      return out.getCopyOfBuffer();
    }

    @Override
    public EventsSplit deserialize(int version, byte[] serialized) throws IOException {
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      return switch (version) {
        case 1 -> ofRows(in.readLong(), in.readLong());
        case 2 ->
            new EventsSplit(in.readLong(), in.readLong(), in.readLong(), in.readUTF(), names(in));
        default ->
            throw new IOException(
                "Cannot read events position: version " + version + ", expected 1 or 2");
      };
    }

    private static List<String> names(DataInputDeserializer in) throws IOException {
      int size = in.readInt();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        names.add(in.readUTF());
      }
      return names;
    }
  }
}
