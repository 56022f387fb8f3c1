// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link AccumulatorState} as a list of calls, each a list of values in {@link ValueFormat}.
 */
@Internal
public final class AccumulatorStateSerializer extends TypeSerializerSingleton<AccumulatorState> {
  public static final AccumulatorStateSerializer INSTANCE = new AccumulatorStateSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public AccumulatorState createInstance() {
    return AccumulatorState.EMPTY;
  }

  @Override
  public AccumulatorState copy(AccumulatorState from) {
    return from;
  }

  @Override
  public AccumulatorState copy(AccumulatorState from, AccumulatorState reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(AccumulatorState state, DataOutputView target) throws IOException {
    ValueFormat.write(state.calls(), target);
  }

  @Override
  public AccumulatorState deserialize(DataInputView source) throws IOException {
    if (!(ValueFormat.read(source) instanceof List<?> calls)) {
      throw new IOException("Cannot read accumulators: no list");
    }
    List<List<Object>> states = new ArrayList<>(calls.size());
    for (Object call : calls) {
      if (!(call instanceof List<?> values)) {
        throw new IOException("Cannot read accumulators: a call without a list of values");
      }
      states.add(new ArrayList<>(values));
    }
    return new AccumulatorState(states);
  }

  @Override
  public AccumulatorState deserialize(AccumulatorState reuse, DataInputView source)
      throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<AccumulatorState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version 1. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccumulatorState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
