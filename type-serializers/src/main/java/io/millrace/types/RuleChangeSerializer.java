// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link RuleChange}. */
@Internal
public final class RuleChangeSerializer extends VersionedSerializer<RuleChange> {
  public static final RuleChangeSerializer INSTANCE = new RuleChangeSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public RuleChange createInstance() {
    return RuleChange.startComplete(0);
  }

  @Override
  public void serialize(RuleChange change, DataOutputView out) throws IOException {
    out.writeLong(change.number());
    out.writeBoolean(change.isMarker());
    if (!change.isMarker()) {
      writeVersion(change.version(), out);
    }
  }

  @Override
  public RuleChange deserialize(DataInputView in) throws IOException {
    long number = in.readLong();
    return new RuleChange(number, in.readBoolean() ? null : readVersion(in));
  }

  static void writeVersion(RuleVersion version, DataOutputView out) throws IOException {
    RuleSerializer.INSTANCE.serialize(version.rule(), out);
    out.writeLong(version.group());
    out.writeInt(version.slots().size());
    for (int i = 0; i < version.slots().size(); i++) {
      out.writeLong(version.slots().get(i));
      out.writeLong(version.calls().get(i));
    }
  }

  static RuleVersion readVersion(DataInputView in) throws IOException {
    Rule rule = RuleSerializer.INSTANCE.deserialize(in);
    long group = in.readLong();
    int count = in.readInt();
    List<Long> slots = new ArrayList<>();
    List<Long> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slots.add(in.readLong());
      calls.add(in.readLong());
    }
    return new RuleVersion(rule, group, slots, calls);
  }

  @Override
  public TypeSerializerSnapshot<RuleChange> snapshotConfiguration() {
    return new ChangeSnapshot();
  }

  /** Version 1. */
  public static final class ChangeSnapshot extends Snapshot<RuleChange> {
    public ChangeSnapshot() {
      super(INSTANCE);
    }
  }
}
