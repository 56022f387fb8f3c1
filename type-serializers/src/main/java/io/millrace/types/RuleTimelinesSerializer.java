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
 * Writes {@link RuleTimelines}: a format byte, their number, then each as {@link
 * RuleTimelineSerializer} does, but the classes of functions that rules brought only once, however
 * many rules have them ({@link PartWriter}).
 */
@Internal
public final class RuleTimelinesSerializer extends VersionedSerializer<RuleTimelines> {
  public static final RuleTimelinesSerializer INSTANCE = new RuleTimelinesSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  @Override
  public RuleTimelines createInstance() {
    return new RuleTimelines(List.of());
  }

  @Override
  public void serialize(RuleTimelines timelines, DataOutputView target) throws IOException {
    byte[] written = timelines.written();
    if (written == null) {
      DataOutputSerializer out = new DataOutputSerializer(1 << 12);
      write(timelines, out);
      written = out.getCopyOfBuffer();
      timelines.keep(written);
    }
    target.write(written);
  }

  private static void write(RuleTimelines timelines, DataOutputView out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(timelines.all().size());
    PartWriter parts = new PartWriter(out);
    DataOutputSerializer one = new DataOutputSerializer(1 << 10);
    for (RuleTimeline timeline : timelines.all()) {
      one.clear();
      RuleTimelineSerializer.INSTANCE.serialize(timeline, one);
      parts.write(one.getCopyOfBuffer());
    }
  }

  @Override
  public RuleTimelines deserialize(DataInputView in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException("Cannot read rules: format " + format + ", expected " + FORMAT);
    }
    int count = in.readInt();
    PartReader parts = new PartReader(in);
    List<RuleTimeline> timelines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DataInputDeserializer one = new DataInputDeserializer(parts.read());
      timelines.add(RuleTimelineSerializer.INSTANCE.deserialize(one));
    }
    return new RuleTimelines(timelines);
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
