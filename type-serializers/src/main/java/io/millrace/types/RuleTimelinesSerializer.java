// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link RuleTimelines}: a format byte, then a {@link StateEnvelope}, so that a flipped bit
 * never makes another rule of one. In it how far changes have been applied, the number of rules,
 * and each as {@link RuleTimelineSerializer} does, but the classes of functions that rules brought
 * only once, however many rules have them ({@link PartWriter}).
 *
 * <p>Total: what can't be read is found out when it is asked for.
 */
@Internal
public final class RuleTimelinesSerializer extends VersionedSerializer<RuleTimelines> {
  public static final RuleTimelinesSerializer INSTANCE = new RuleTimelinesSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  @Override
  public RuleTimelines createInstance() {
    return new RuleTimelines(List.of(), RuleTimelines.Progress.NONE);
  }

  @Override
  public void serialize(RuleTimelines timelines, DataOutputView target) throws IOException {
    byte[] written = timelines.written();
    if (written == null) {
      DataOutputSerializer out = new DataOutputSerializer(1 << 12);
      out.writeByte(FORMAT);
      StateEnvelope unread = timelines.unread();
      (unread == null ? StateEnvelope.of(payload(timelines)) : unread).write(out);
      written = out.getCopyOfBuffer();
      timelines.keep(written);
    }
    target.write(written);
  }

  private static byte[] payload(RuleTimelines timelines) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1 << 12);
    out.writeLong(timelines.progress().applied());
    out.writeBoolean(timelines.progress().started());
    out.writeLong(timelines.progress().forgotten());
    out.writeLong(timelines.progress().slots());
    out.writeInt(timelines.all().size());
    PartWriter parts = new PartWriter(out);
    DataOutputSerializer one = new DataOutputSerializer(1 << 10);
    for (RuleTimeline timeline : timelines.all()) {
      one.clear();
      RuleTimelineSerializer.INSTANCE.serialize(timeline, one);
      parts.write(one.getCopyOfBuffer());
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public RuleTimelines deserialize(DataInputView in) {
    StateEnvelope read = StateEnvelope.DAMAGED;
    try {
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new IOException("format " + format + ", expected " + FORMAT);
      }
      read = StateEnvelope.read(in);
      if (!read.isIntact()) {
        throw new IOException("checksum of " + read.payload().length + " bytes differs");
      }
      return timelines(new DataInputDeserializer(read.payload()));
    } catch (IOException | RuntimeException e) {
      return RuleTimelines.damaged(read, String.valueOf(e.getMessage()));
    }
  }

  private static RuleTimelines timelines(DataInputDeserializer in) throws IOException {
    RuleTimelines.Progress progress =
        new RuleTimelines.Progress(in.readLong(), in.readBoolean(), in.readLong(), in.readLong());
    int count = in.readInt();
    PartReader parts = new PartReader(in);
    List<RuleTimeline> timelines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DataInputDeserializer one = new DataInputDeserializer(parts.read());
      timelines.add(RuleTimelineSerializer.INSTANCE.deserialize(one));
    }
    return new RuleTimelines(timelines, progress);
  }

  @Override
  public TypeSerializerSnapshot<RuleTimelines> snapshotConfiguration() {
    return new TimelinesSnapshot();
  }

  /** Version 1. */
  public static final class TimelinesSnapshot extends Snapshot<RuleTimelines> {
    public TimelinesSnapshot() {
      super(INSTANCE);
    }
  }
}
