// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.expr.Bytes;
import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link GroupKey}. */
@Internal
public final class GroupKeySerializer extends VersionedSerializer<GroupKey> {
  public static final GroupKeySerializer INSTANCE = new GroupKeySerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public GroupKey createInstance() {
    return new GroupKey(0, Bytes.EMPTY);
  }

  @Override
  public void serialize(GroupKey key, DataOutputView out) throws IOException {
    out.writeLong(key.group());
    out.writeInt(key.key().length());
    out.write(key.key().toArray());
  }

  @Override
  public GroupKey deserialize(DataInputView in) throws IOException {
    long group = in.readLong();
    return new GroupKey(group, Bytes.wrap(BoundedBytes.read(in, in.readInt())));
  }

  @Override
  public TypeSerializerSnapshot<GroupKey> snapshotConfiguration() {
    return new KeySnapshot();
  }

  /** Version 1. */
  public static final class KeySnapshot extends Snapshot<GroupKey> {
    public KeySnapshot() {
      super(INSTANCE);
    }
  }
}
