// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/**
 * Appends lines behind a given length; a reader of the file sees them within a fifth of a second.
 */
final class LineFileWriter implements StatefulSinkWriter<String, Long> {
  private static final long FLUSH_MILLIS = 200;

  private final FileChannel channel;
  private final OutputStream out;
  private final ProcessingTimeService time;
  private boolean timerSet;

  LineFileWriter(Path file, long length, ProcessingTimeService time) throws IOException {
    this.time = time;
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long found = channel.size();
    if (found < length) {
      channel.close();
      throw new IOException(
          "Cannot go on writing %s: it has %d bytes, expected at least the %d of the checkpoint"
              .formatted(file, found, length));
    }
    channel.truncate(length);
    channel.position(length);
    out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  @Override
  public void write(String line, Context context) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
    if (!timerSet) {
      timerSet = true;
      time.registerTimer(time.getCurrentProcessingTime() + FLUSH_MILLIS, this::onTimer);
    }
  }

  private void onTimer(long timestamp) throws IOException {
    timerSet = false;
    if (channel.isOpen()) {
      out.flush();
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    out.flush();
  }

  @Override
  public List<Long> snapshotState(long checkpoint) throws IOException {
    out.flush();
    return List.of(channel.position());
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      out.flush();
      channel.close();
    }
  }
}
