// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link RuleTimeline}: a format byte, then its spans, then those retired. */
@Internal
public final class RuleTimelineSerializer extends VersionedSerializer<RuleTimeline> {
  public static final RuleTimelineSerializer INSTANCE = new RuleTimelineSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  @Override
  public RuleTimeline createInstance() {
    return RuleTimeline.EMPTY;
  }

  @Override
  public void serialize(RuleTimeline timeline, DataOutputView out) throws IOException {
    out.writeByte(FORMAT);
    writeSpans(timeline.spans(), out);
    writeSpans(timeline.retired(), out);
  }

  @Override
  public RuleTimeline deserialize(DataInputView in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException("Cannot read rules: format " + format + ", expected " + FORMAT);
    }
    return new RuleTimeline(readSpans(in), readSpans(in));
  }

  private static void writeSpans(List<RuleTimeline.Span> spans, DataOutputView out)
      throws IOException {
    out.writeInt(spans.size());
    for (RuleTimeline.Span span : spans) {
      out.writeLong(span.from());
      RuleChangeSerializer.writeVersion(span.version(), out);
      out.writeInt(span.origins().size());
      for (long origin : span.origins()) {
        out.writeLong(origin);
      }
    }
  }

  private static List<RuleTimeline.Span> readSpans(DataInputView in) throws IOException {
    int count = in.readInt();
    List<RuleTimeline.Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long from = in.readLong();
      RuleVersion version = RuleChangeSerializer.readVersion(in);
      int origins = in.readInt();
      List<Long> numbers = new ArrayList<>();
      for (int j = 0; j < origins; j++) {
        numbers.add(in.readLong());
      }
      spans.add(new RuleTimeline.Span(from, version, numbers));
    }
    return spans;
  }

  @Override
  public TypeSerializerSnapshot<RuleTimeline> snapshotConfiguration() {
    return new TimelineSnapshot();
  }

  /** Version 1. */
  public static final class TimelineSnapshot extends Snapshot<RuleTimeline> {
    public TimelineSnapshot() {
      super(INSTANCE);
    }
  }
}
