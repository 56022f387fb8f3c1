// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.expr.Literal;
import java.io.IOException;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link RuleResult}. */
@Internal
public final class RuleResultSerializer extends VersionedSerializer<RuleResult> {
  public static final RuleResultSerializer INSTANCE = new RuleResultSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public RuleResult createInstance() {
    return new RuleResult("", 1, List.of(), null, Literal.NULL, null);
  }

  @Override
  public void serialize(RuleResult result, DataOutputView out) throws IOException {
    writeText(result.rule(), out);
    out.writeLong(result.revision());
    LiteralFormat.write(result.key(), out);
    writeSpan(result.window(), out);
    LiteralFormat.write(result.value(), out);
    writeEvent(result.event(), out);
  }

  @Override
  public RuleResult deserialize(DataInputView in) throws IOException {
    return new RuleResult(
        readText(in),
        in.readLong(),
        LiteralFormat.readList(in),
        readSpan(in),
        LiteralFormat.read(in),
        readEvent(in));
  }

  static void writeSpan(RuleResult.Span span, DataOutputView out) throws IOException {
    out.writeBoolean(span != null);
    if (span != null) {
      out.writeLong(span.start());
      out.writeLong(span.end());
    }
  }

  static RuleResult.Span readSpan(DataInputView in) throws IOException {
    return in.readBoolean() ? new RuleResult.Span(in.readLong(), in.readLong()) : null;
  }

  static void writeEvent(Event event, DataOutputView out) throws IOException {
    out.writeBoolean(event != null);
    if (event != null) {
      EventSerializer.write(event, out);
    }
  }

  static Event readEvent(DataInputView in) throws IOException {
    return in.readBoolean() ? EventSerializer.read(in) : null;
  }

  @Override
  public TypeSerializerSnapshot<RuleResult> snapshotConfiguration() {
    return new ResultSnapshot();
  }

  /** Version 1. */
  public static final class ResultSnapshot extends Snapshot<RuleResult> {
    public ResultSnapshot() {
      super(INSTANCE);
    }
  }
}
