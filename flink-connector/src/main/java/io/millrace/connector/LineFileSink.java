// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Lines into one file on the machine of the job. The file is emptied at a fresh start and cut back
 * to the checkpoint after a restart, so it holds each line exactly once. To be run with parallelism
 * 1.
 */
@PublicEvolving
public final class LineFileSink implements Sink<String>, SupportsWriterState<String, Long> {
  private static final long serialVersionUID = 1L;

  private final String file;

  public LineFileSink(Path file) {
    this.file = file.toString();
  }

  @Override
  public SinkWriter<String> createWriter(WriterInitContext context) throws IOException {
    return new LineFileWriter(Path.of(file), 0, context.getProcessingTimeService());
  }

  @Override
  public StatefulSinkWriter<String, Long> restoreWriter(
      WriterInitContext context, Collection<Long> lengths) throws IOException {
    long length = lengths.stream().mapToLong(Long::longValue).max().orElse(0);
    return new LineFileWriter(Path.of(file), length, context.getProcessingTimeService());
  }

  @Override
  public SimpleVersionedSerializer<Long> getWriterStateSerializer() {
    return new LengthSerializer();
  }

  /** The length of the file at a checkpoint. */
  private static final class LengthSerializer implements SimpleVersionedSerializer<Long> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Long length) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(Long.BYTES);
      out.writeLong(length);
      return out.getCopyOfBuffer();
    }

    @Override
    public Long deserialize(int version, byte[] serialized) throws IOException {
      if (version != getVersion()) {
        throw new IOException("Cannot read file length: version " + version + ", expected 1");
      }
      return new DataInputDeserializer(serialized).readLong();
    }
  }
}
