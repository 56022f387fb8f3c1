// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Literal;
import java.io.IOException;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link RuleError}. */
@Internal
public final class RuleErrorSerializer extends VersionedSerializer<RuleError> {
  public static final RuleErrorSerializer INSTANCE = new RuleErrorSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public RuleError createInstance() {
    return RuleError.ofLine(1, "", "");
  }

  @Override
  public void serialize(RuleError error, DataOutputView out) throws IOException {
    writeOptional(error.rule(), out);
    out.writeLong(error.revision());
    writeText(error.code().name(), out);
    writeText(error.message(), out);
    out.writeBoolean(error.at() != null);
    if (error.at() != null) {
      out.writeInt(error.at().line());
      out.writeInt(error.at().column());
    }
    out.writeLong(error.line());
    writeOptional(error.text(), out);
    RuleResultSerializer.writeEvent(error.event(), out);
    out.writeBoolean(error.key() != null);
    if (error.key() != null) {
      LiteralFormat.write(error.key(), out);
    }
    RuleResultSerializer.writeSpan(error.window(), out);
  }

  @Override
  public RuleError deserialize(DataInputView in) throws IOException {
    String rule = readOptional(in);
    long revision = in.readLong();
    ErrorCode code = ErrorCode.valueOf(readText(in));
    String message = readText(in);
    MillraceException.Position at =
        in.readBoolean() ? new MillraceException.Position(in.readInt(), in.readInt()) : null;
    long line = in.readLong();
    String text = readOptional(in);
    Event event = RuleResultSerializer.readEvent(in);
    List<Literal> key = in.readBoolean() ? LiteralFormat.readList(in) : null;
    RuleResult.Span window = RuleResultSerializer.readSpan(in);
    return new RuleError(rule, revision, code, message, at, line, text, event, key, window);
  }

  private static void writeOptional(String text, DataOutputView out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      writeText(text, out);
    }
  }

  private static String readOptional(DataInputView in) throws IOException {
    return in.readBoolean() ? readText(in) : null;
  }

  @Override
  public TypeSerializerSnapshot<RuleError> snapshotConfiguration() {
    return new ErrorSnapshot();
  }

  /** Version 1. */
  public static final class ErrorSnapshot extends Snapshot<RuleError> {
    public ErrorSnapshot() {
      super(INSTANCE);
    }
  }
}
