// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link EncodedExpr} in its {@link StateEnvelope}, the bytes as they came. Decodes nothing,
 * so it fails on no bytes, and gives the same object again for bytes that it has read lately (see
 * {@link KnownExprs}): an expression that comes again and again is decoded once. As Flink's
 * serializers are, one is used by one thread at a time, and each {@link #duplicate} has expressions
 * of its own.
 */
@Internal
public final class ExprSerializer extends VersionedSerializer<EncodedExpr> {
  private static final long serialVersionUID = 1L;

  private transient KnownExprs known;

  @Override
  public TypeSerializer<EncodedExpr> duplicate() {
    return new ExprSerializer();
  }

  @Override
  public EncodedExpr createInstance() {
    return EncodedExpr.of(new byte[0]);
  }

  @Override
  public void serialize(EncodedExpr expr, DataOutputView target) throws IOException {
    write(expr, target);
  }

  static void write(EncodedExpr expr, DataOutputView target) throws IOException {
    expr.envelope().write(target);
  }

  @Override
  public EncodedExpr deserialize(DataInputView source) throws IOException {
    if (known == null) {
      known = new KnownExprs();
    }
    return known.read(source);
  }

  /** For elements that hold an expression: nothing is remembered. */
  static EncodedExpr read(DataInputView source) throws IOException {
    return new EncodedExpr(StateEnvelope.read(source));
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    StateEnvelope.read(source).write(target);
  }

  @Override
  public TypeSerializerSnapshot<EncodedExpr> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version 1 of the serializer; the envelope has a version of its own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EncodedExpr> {
    public Snapshot() {
      super(ExprSerializer::new);
    }
  }
}
