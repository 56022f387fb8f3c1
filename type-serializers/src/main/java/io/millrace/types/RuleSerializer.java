// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link Rule}: a format byte, then field by field; expression bytes in their {@link
 * StateEnvelope}. Format 2 has a signed envelope at its end.
 */
@Internal
public final class RuleSerializer extends VersionedSerializer<Rule> {
  public static final RuleSerializer INSTANCE = new RuleSerializer();
  private static final long serialVersionUID = 1L;
  private static final int UNSIGNED = 1;
  private static final int SIGNED = 2;

  private static final int ABSENT = 0;
  private static final int SQL = 1;
  private static final int ENCODED = 2;
  private static final int TUMBLE = 1;
  private static final int HOP = 2;
  private static final int SESSION = 3;

  @Override
  public Rule createInstance() {
    return new Rule(
        "",
        1,
        Rule.Action.REMOVE,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        Rule.OnError.SKIP);
  }

  @Override
  public void serialize(Rule rule, DataOutputView out) throws IOException {
    out.writeByte(rule.envelope() == null ? UNSIGNED : SIGNED);
    writeText(rule.id(), out);
    out.writeLong(rule.revision());
    out.writeByte(rule.action().ordinal());
    writeExpr(rule.text(), out);
    writeExpr(rule.where(), out);
    out.writeInt(rule.key().size());
    for (RuleText part : rule.key()) {
      writeExpr(part, out);
    }
    writeWindow(rule.window(), out);
    writeExpr(rule.having(), out);
    out.writeByte(rule.emit() == null ? ABSENT : rule.emit().ordinal() + 1);
    out.writeBoolean(rule.effectiveFrom() != null);
    out.writeLong(rule.effectiveFrom() == null ? 0 : rule.effectiveFrom());
    out.writeByte(rule.onError().ordinal());
    if (rule.envelope() != null) {
      writeText(rule.envelope().text(), out);
    }
  }

  @Override
  public Rule deserialize(DataInputView in) throws IOException {
    int format = in.readUnsignedByte();
    if (format < UNSIGNED || format > SIGNED) {
      throw new IOException("Cannot read rule: format " + format + ", expected at most " + SIGNED);
    }
    String id = readText(in);
    long revision = in.readLong();
    Rule.Action action = constant(Rule.Action.values(), in.readUnsignedByte());
    RuleText text = readExpr(in);
    RuleText where = readExpr(in);
    int parts = in.readInt();
    List<RuleText> key = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      RuleText part = readExpr(in);
      if (part == null) {
        throw new IOException("Cannot read rule: a part of its key is absent");
      }
      key.add(part);
    }
    RuleWindow window = readWindow(in);
    RuleText having = readExpr(in);
    int emit = in.readUnsignedByte();
    boolean dated = in.readBoolean();
    long from = in.readLong();
    Rule.OnError onError = constant(Rule.OnError.values(), in.readUnsignedByte());
    EnvelopeText envelope = format == SIGNED ? EnvelopeText.of(readText(in)) : null;
    return new Rule(
        id,
        revision,
        action,
        text,
        where,
        key,
        window,
        having,
        emit == ABSENT ? null : constant(Rule.Emit.values(), emit - 1),
        dated ? from : null,
        onError,
        envelope);
  }

  private static void writeExpr(RuleText text, DataOutputView out) throws IOException {
    if (text instanceof RuleText.Sql sql) {
      out.writeByte(SQL);
      writeText(sql.text(), out);
    } else if (text instanceof RuleText.Encoded encoded) {
      out.writeByte(ENCODED);
      ExprSerializer.write(encoded.expr(), out);
    } else {
      out.writeByte(ABSENT);
    }
  }

  private static RuleText readExpr(DataInputView in) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case ABSENT -> null;
      case SQL -> new RuleText.Sql(readText(in));
      case ENCODED -> new RuleText.Encoded(ExprSerializer.read(in));
      default -> throw new IOException("Cannot read rule: expression tag " + tag);
    };
  }

  private static void writeWindow(RuleWindow window, DataOutputView out) throws IOException {
    if (window == null) {
      out.writeByte(ABSENT);
      return;
    }
    out.writeByte(window.match(aligned -> isTumbling(aligned) ? TUMBLE : HOP, session -> SESSION));
    List<Long> lengths = window.match(RuleSerializer::lengths, session -> List.of(session.gap()));
    for (long length : lengths) {
      out.writeLong(length);
    }
  }

  private static boolean isTumbling(RuleWindow.Aligned window) {
    return window.slide() == window.size();
  }

  private static List<Long> lengths(RuleWindow.Aligned window) {
    return isTumbling(window) ? List.of(window.size()) : List.of(window.size(), window.slide());
  }

  private static RuleWindow readWindow(DataInputView in) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case ABSENT -> null;
      case TUMBLE -> RuleWindow.tumble(in.readLong());
      case HOP -> RuleWindow.hop(in.readLong(), in.readLong());
      case SESSION -> RuleWindow.session(in.readLong());
      default -> throw new IOException("Cannot read rule: window tag " + tag);
    };
  }

  @Override
  public TypeSerializerSnapshot<Rule> snapshotConfiguration() {
    return new RuleSnapshot();
  }

  /** Version 1. */
  public static final class RuleSnapshot extends Snapshot<Rule> {
    public RuleSnapshot() {
      super(INSTANCE);
    }
  }
}
