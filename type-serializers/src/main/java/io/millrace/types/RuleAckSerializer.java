// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link RuleAck}. */
@Internal
public final class RuleAckSerializer extends VersionedSerializer<RuleAck> {
  public static final RuleAckSerializer INSTANCE = new RuleAckSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public RuleAck createInstance() {
    return new RuleAck("", 1, Rule.Action.PUT, "", 0, 1, 0);
  }

  @Override
  public void serialize(RuleAck ack, DataOutputView out) throws IOException {
    writeText(ack.rule(), out);
    out.writeLong(ack.revision());
    out.writeByte(ack.action().ordinal());
    writeText(ack.operator(), out);
    out.writeInt(ack.subtask());
    out.writeInt(ack.subtasks());
    out.writeLong(ack.time());
  }

  @Override
  public RuleAck deserialize(DataInputView in) throws IOException {
    return new RuleAck(
        readText(in),
        in.readLong(),
        constant(Rule.Action.values(), in.readByte()),
        readText(in),
        in.readInt(),
        in.readInt(),
        in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<RuleAck> snapshotConfiguration() {
    return new AckSnapshot();
  }

  /** Version 1. */
  public static final class AckSnapshot extends Snapshot<RuleAck> {
    public AckSnapshot() {
      super(INSTANCE);
    }
  }
}
