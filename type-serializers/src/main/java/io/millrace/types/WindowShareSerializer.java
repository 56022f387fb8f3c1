// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link WindowShare} in a {@link StateEnvelope}, so that no bit is another number's. */
@Internal
public final class WindowShareSerializer extends VersionedSerializer<WindowShare> {
  public static final WindowShareSerializer INSTANCE = new WindowShareSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public WindowShare createInstance() {
    return new WindowShare(-1, 0, SlotValues.EMPTY);
  }

  @Override
  public void serialize(WindowShare share, DataOutputView out) throws IOException {
    share.envelope().write(out);
  }

  @Override
  public WindowShare deserialize(DataInputView in) throws IOException {
    return WindowShare.of(StateEnvelope.read(in));
  }

  @Override
  public TypeSerializerSnapshot<WindowShare> snapshotConfiguration() {
    return new ShareSnapshot();
  }

  /** Version 1. */
  public static final class ShareSnapshot extends Snapshot<WindowShare> {
    public ShareSnapshot() {
      super(INSTANCE);
    }
  }
}
