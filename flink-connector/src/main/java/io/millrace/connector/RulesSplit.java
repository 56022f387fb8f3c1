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
 * How far the rules have been read: the names of files read whole, the place in the file being read
 * (none if empty), and whether the marker after the first lines has been sent.
 */
record RulesSplit(List<String> done, String file, long offset, long line, boolean marked)
    implements SourceSplit {
  static final RulesSplit START = new RulesSplit(List.of(), "", 0, 0, false);

  RulesSplit {
    done = List.copyOf(done);
  }

  @Override
  public String splitId() {
    return "rules";
  }

  static final class Serializer implements SimpleVersionedSerializer<RulesSplit> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(RulesSplit split) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(64);
      out.writeInt(split.done.size());
      for (String name : split.done) {
        out.writeUTF(name);
      }
      out.writeUTF(split.file);
      out.writeLong(split.offset);
      out.writeLong(split.line);
      out.writeBoolean(split.marked);
      return out.getCopyOfBuffer();
    }

    @Override
    public RulesSplit deserialize(int version, byte[] serialized) throws IOException {
      if (version != getVersion()) {
        throw new IOException("Cannot read rules position: version " + version + ", expected 1");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      int size = in.readInt();
      List<String> done = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        done.add(in.readUTF());
      }
      return new RulesSplit(done, in.readUTF(), in.readLong(), in.readLong(), in.readBoolean());
    }
  }
}
