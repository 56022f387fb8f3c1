// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link HeldAccumulators} as {@link AccumulatorStateSerializer} writes their state. */
@Internal
public final class HeldAccumulatorsSerializer extends TypeSerializerSingleton<HeldAccumulators> {
  public static final HeldAccumulatorsSerializer INSTANCE = new HeldAccumulatorsSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public HeldAccumulators createInstance() {
    return new HeldAccumulators(AccumulatorState.EMPTY);
  }

  @Override
  public HeldAccumulators copy(HeldAccumulators from) {
    return new HeldAccumulators(from.state());
  }

  @Override
  public HeldAccumulators copy(HeldAccumulators from, HeldAccumulators reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(HeldAccumulators held, DataOutputView target) throws IOException {
    AccumulatorStateSerializer.INSTANCE.serialize(held.state(), target);
  }

  @Override
  public HeldAccumulators deserialize(DataInputView source) throws IOException {
    return new HeldAccumulators(AccumulatorStateSerializer.INSTANCE.deserialize(source));
  }

  @Override
  public HeldAccumulators deserialize(HeldAccumulators reuse, DataInputView source)
      throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    AccumulatorStateSerializer.INSTANCE.copy(source, target);
  }

  @Override
  public TypeSerializerSnapshot<HeldAccumulators> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version 1. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<HeldAccumulators> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
