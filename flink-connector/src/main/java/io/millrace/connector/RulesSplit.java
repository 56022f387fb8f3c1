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
 * How far the rules have been read: the files read whole, the place in the file being read (none if
 * empty), and whether the marker after the first lines has been sent.
 */
record RulesSplit(List<RuleFile> done, RuleFile file, long offset, long line, boolean marked)
    implements SourceSplit {
  static final RulesSplit START = new RulesSplit(List.of(), RuleFile.NONE, 0, 0, false);

  RulesSplit {
    done = List.copyOf(done);
  }

  @Override
  public String splitId() {
    return "rules";
  }

  /** Version 1 had the names of files only. */
  static final class Serializer implements SimpleVersionedSerializer<RulesSplit> {
    /** Reads a file of one version. */
    private interface Form {
      RuleFile read(DataInputDeserializer in) throws IOException;
    }

    @Override
    public int getVersion() {
      return 2;
    }

    @Override
    public byte[] serialize(RulesSplit split) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(64);
      out.writeInt(split.done.size());
      for (RuleFile each : split.done) {
        each.write(out);
      }
      split.file.write(out);
      out.writeLong(split.offset);
      out.writeLong(split.line);
      out.writeBoolean(split.marked);
      return out.getCopyOfBuffer();
    }

    @Override
    public RulesSplit deserialize(int version, byte[] serialized) throws IOException {
      Form form =
          switch (version) {
            case 1 -> in -> RuleFile.named(in.readUTF());
            case 2 -> RuleFile::read;
            default ->
                throw new IOException(
                    "Cannot read rules position: version " + version + ", expected 1 or 2");
          };
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      int size = in.readInt();
      List<RuleFile> done = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        done.add(form.read(in));
      }
      return new RulesSplit(done, form.read(in), in.readLong(), in.readLong(), in.readBoolean());
    }
  }
}
