// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link RevisionFailures} in a {@link StateEnvelope}, so that a flipped bit never
 * quarantines another rule. Total: what can't be read is a damaged one.
 */
@Internal
public final class RevisionFailuresSerializer extends VersionedSerializer<RevisionFailures> {
  public static final RevisionFailuresSerializer INSTANCE = new RevisionFailuresSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public RevisionFailures createInstance() {
    return RevisionFailures.DAMAGED;
  }

  @Override
  public void serialize(RevisionFailures failures, DataOutputView target) throws IOException {
    if (failures.isDamaged()) {
      StateEnvelope.DAMAGED.write(target);
      return;
    }
    DataOutputSerializer out = new DataOutputSerializer(64);
    writeText(failures.rule(), out);
    out.writeLong(failures.revision());
    out.writeInt(failures.failures());
    out.writeBoolean(failures.quarantined());
    StateEnvelope.of(out.getCopyOfBuffer()).write(target);
  }

  @Override
  public RevisionFailures deserialize(DataInputView in) {
    try {
      StateEnvelope read = StateEnvelope.read(in);
      if (read.problem() != null) {
        return RevisionFailures.DAMAGED;
      }
      DataInputDeserializer own = new DataInputDeserializer(read.payload());
      return new RevisionFailures(readText(own), own.readLong(), own.readInt(), own.readBoolean());
    } catch (IOException | RuntimeException unreadable) {
      return RevisionFailures.DAMAGED;
    }
  }

  @Override
  public TypeSerializerSnapshot<RevisionFailures> snapshotConfiguration() {
    return new FailuresSnapshot();
  }

  /** Version 1. */
  public static final class FailuresSnapshot extends Snapshot<RevisionFailures> {
    public FailuresSnapshot() {
      super(INSTANCE);
    }
  }
}
