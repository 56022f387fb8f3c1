// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.expr.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link Event}; its snapshot holds names and types of the columns, so that rows waiting in
 * state are never taken for rows of another schema.
 */
@Internal
public final class EventSerializer extends TypeSerializer<Event> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> columns;

  EventSerializer(List<String> columns) {
    this.columns = new ArrayList<>(columns);
  }

  public static EventSerializer of(Schema schema) {
    return new EventSerializer(
        schema.fields().stream().map(field -> field.name() + " " + field.type()).toList());
  }

  static void write(Event event, DataOutputView out) throws IOException {
    ValueFormat.writeLong(event.number(), out);
    out.writeLong(event.time());
    out.writeLong(event.watermark());
    ValueFormat.writeLong(event.values().length, out);
    for (Object value : event.values()) {
      ValueFormat.write(value, out);
    }
  }

  static Event read(DataInputView in) throws IOException {
    long number = ValueFormat.readLong(in);
    long time = in.readLong();
    long watermark = in.readLong();
    long count = ValueFormat.readLong(in);
    if (count < 0 || count > 1 << 20) {
      throw new IOException("Cannot read event: " + count + " columns");
    }
    Object[] values = new Object[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = ValueFormat.read(in);
    }
    return new Event(number, values, time, watermark);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<Event> duplicate() {
    return this;
  }

  @Override
  public Event createInstance() {
    return new Event(0, new Object[columns.size()], Event.NO_TIME, Long.MIN_VALUE);
  }

  @Override
  public Event copy(Event from) {
    return from;
  }

  @Override
  public Event copy(Event from, Event reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Event event, DataOutputView target) throws IOException {
    write(event, target);
  }

  @Override
  public Event deserialize(DataInputView source) throws IOException {
    return read(source);
  }

  @Override
  public Event deserialize(Event reuse, DataInputView source) throws IOException {
    return read(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    write(read(source), target);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventSerializer that && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<Event> snapshotConfiguration() {
    return new EventSnapshot(columns);
  }

  /** Version 1: the columns, each as name and type. */
  public static final class EventSnapshot implements TypeSerializerSnapshot<Event> {
    private static final int VERSION = 1;
    private List<String> columns;

    public EventSnapshot() {
      this(List.of());
    }

    EventSnapshot(List<String> columns) {
      this.columns = List.copyOf(columns);
    }

    @Override
    public int getCurrentVersion() {
      return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      out.writeInt(columns.size());
      for (String column : columns) {
        VersionedSerializer.writeText(column, out);
      }
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
      if (version > VERSION) {
        throw new IOException(
            "Cannot restore events: version " + version + ", expected at most " + VERSION);
      }
      int count = in.readInt();
      List<String> read = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        read.add(VersionedSerializer.readText(in));
      }
      columns = read;
    }

    @Override
    public TypeSerializer<Event> restoreSerializer() {
      return new EventSerializer(columns);
    }

    @Override
    public TypeSerializerSchemaCompatibility<Event> resolveSchemaCompatibility(
        TypeSerializerSnapshot<Event> old) {
      return old instanceof EventSnapshot that && Objects.equals(columns, that.columns)
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
