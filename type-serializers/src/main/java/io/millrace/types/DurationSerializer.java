// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a {@link Duration} as seconds and nanoseconds. */
@Internal
public final class DurationSerializer extends TypeSerializerSingleton<Duration> {
  public static final DurationSerializer INSTANCE = new DurationSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Duration createInstance() {
    return Duration.ZERO;
  }

  @Override
  public Duration copy(Duration from) {
    return from;
  }

  @Override
  public Duration copy(Duration from, Duration reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return Long.BYTES + Integer.BYTES;
  }

  @Override
  public void serialize(Duration duration, DataOutputView target) throws IOException {
    target.writeLong(duration.getSeconds());
    target.writeInt(duration.getNano());
  }

  @Override
  public Duration deserialize(DataInputView source) throws IOException {
    return Duration.ofSeconds(source.readLong(), source.readInt());
  }

  @Override
  public Duration deserialize(Duration reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    target.write(source, getLength());
  }

  @Override
  public TypeSerializerSnapshot<Duration> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version 1. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Duration> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
