// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What {@link OneSplitEnumerator} keeps: splits, each with the version it was written in. */
record SplitListSerializer<S>(SimpleVersionedSerializer<S> splits)
    implements SimpleVersionedSerializer<List<S>> {
  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(List<S> list) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeInt(splits.getVersion());
    out.writeInt(list.size());
    for (S split : list) {
      byte[] bytes = splits.serialize(split);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public List<S> deserialize(int version, byte[] serialized) throws IOException {
    if (version != getVersion()) {
      throw new IOException("Cannot read source state: version " + version + ", expected 1");
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    int splitVersion = in.readInt();
    int size = in.readInt();
    List<S> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      list.add(splits.deserialize(splitVersion, bytes));
    }
    return list;
  }
}
