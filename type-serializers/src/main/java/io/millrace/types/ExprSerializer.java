// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link EncodedExpr} in its {@link StateEnvelope}; decodes nothing, so it fails on no
 * bytes.
 */
@Internal
public final class ExprSerializer extends TypeSerializerSingleton<EncodedExpr> {
  public static final ExprSerializer INSTANCE = new ExprSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public EncodedExpr createInstance() {
    return EncodedExpr.of(new byte[0]);
  }

  @Override
  public EncodedExpr copy(EncodedExpr from) {
    return from;
  }

  @Override
  public EncodedExpr copy(EncodedExpr from, EncodedExpr reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(EncodedExpr expr, DataOutputView target) throws IOException {
    expr.envelope().write(target);
  }

  @Override
  public EncodedExpr deserialize(DataInputView source) throws IOException {
    return new EncodedExpr(StateEnvelope.read(source));
  }

  @Override
  public EncodedExpr deserialize(EncodedExpr reuse, DataInputView source) throws IOException {
    return deserialize(source);
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
      super(() -> INSTANCE);
    }
  }
}
