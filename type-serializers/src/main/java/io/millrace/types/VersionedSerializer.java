// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the serializers of immutable elements without configuration have in common. */
@Internal
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public final T copy(T from) {
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public final boolean equals(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }

  static void writeText(String text, DataOutputView out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /** The constant of that number in the stored form. */
  static <E> E constant(E[] constants, int number) throws IOException {
    if (number < 0 || number >= constants.length) {
      throw new IOException(
          "Cannot read %s: number %d, expected 0 to %d"
              .formatted(
                  constants.getClass().getComponentType().getSimpleName(),
                  number,
                  constants.length - 1));
    }
    return constants[number];
  }

  static String readText(DataInputView in) throws IOException {
    return new String(BoundedBytes.read(in, in.readInt()), StandardCharsets.UTF_8);
  }

  /** One subclass for each serializer: the class name is what a savepoint keeps. */
  abstract static class Snapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;
    private final TypeSerializer<T> serializer;

    Snapshot(TypeSerializer<T> serializer) {
      this.serializer = serializer;
    }

    @Override
    public final int getCurrentVersion() {
      return VERSION;
    }

    @Override
    public final void writeSnapshot(DataOutputView out) throws IOException {
      out.writeShort(StateEnvelope.DATAFUSION);
    }

    @Override
    public final void readSnapshot(int version, DataInputView in, ClassLoader loader)
        throws IOException {
      if (version > VERSION) {
        throw new IOException(
            "Cannot restore %s: version %d, expected at most %d"
                .formatted(serializer.getClass().getSimpleName(), version, VERSION));
      }
      in.readUnsignedShort();
    }

    @Override
    public final TypeSerializer<T> restoreSerializer() {
      return serializer;
    }

    @Override
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> old) {
      return old.getClass() == getClass()
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
