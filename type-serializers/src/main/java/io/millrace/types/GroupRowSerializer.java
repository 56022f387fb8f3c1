// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link GroupRow}; a byte of flags says whether it is late and whether it is folded. */
@Internal
public final class GroupRowSerializer extends VersionedSerializer<GroupRow> {
  public static final GroupRowSerializer INSTANCE = new GroupRowSerializer();
  private static final long serialVersionUID = 1L;
  private static final int LATE = 1;
  private static final int FOLDED = 2;

  @Override
  public GroupRow createInstance() {
    return new GroupRow(
        GroupKeySerializer.INSTANCE.createInstance(), 0, 0, 0, 0, SlotValues.EMPTY, null);
  }

  @Override
  public void serialize(GroupRow row, DataOutputView out) throws IOException {
    GroupKeySerializer.INSTANCE.serialize(row.key(), out);
    ValueFormat.writeLong(row.change(), out);
    ValueFormat.writeLong(row.origin(), out);
    out.writeLong(row.time());
    out.writeLong(row.watermark());
    row.arguments().write(out);
    out.writeByte((row.late() == null ? 0 : LATE) | (row.isFolded() ? FOLDED : 0));
    if (row.late() != null) {
      EventSerializer.write(row.late(), out);
    }
  }

  @Override
  public GroupRow deserialize(DataInputView in) throws IOException {
    GroupKey key = GroupKeySerializer.INSTANCE.deserialize(in);
    long change = ValueFormat.readLong(in);
    long origin = ValueFormat.readLong(in);
    long time = in.readLong();
    long watermark = in.readLong();
    SlotValues arguments = SlotValues.read(in);
    int flags = in.readUnsignedByte();
    Event late = (flags & LATE) == 0 ? null : EventSerializer.read(in);
    boolean isFolded = (flags & FOLDED) != 0;
    return new GroupRow(key, change, origin, time, watermark, arguments, late, isFolded);
  }

  @Override
  public TypeSerializerSnapshot<GroupRow> snapshotConfiguration() {
    return new RowSnapshot();
  }

  /** Version 1. */
  public static final class RowSnapshot extends Snapshot<GroupRow> {
    public RowSnapshot() {
      super(INSTANCE);
    }
  }
}
