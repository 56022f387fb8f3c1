// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.slf4j.LoggerFactory;

/** Lines to where a person looks; at least once, since nothing there can be taken back. */
@PublicEvolving
public enum LineSink implements Sink<String> {
  STANDARD_OUTPUT,
  STANDARD_ERROR,
  /** The log of the task, as warnings. */
  LOG;

  @Override
  public SinkWriter<String> createWriter(WriterInitContext context) {
    return switch (this) {
      case STANDARD_OUTPUT -> new Stream(System.out);
      case STANDARD_ERROR -> new Stream(System.err);
      case LOG -> new Log();
    };
  }

  private record Stream(PrintStream out) implements SinkWriter<String> {
    @Override
    public void write(String line, Context context) {
      byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
    }

    @Override
    public void flush(boolean endOfInput) {
      out.flush();
    }

    @Override
    public void close() {
      out.flush();
    }
  }

  private record Log() implements SinkWriter<String> {
    @Override
    public void write(String line, Context context) {
      LoggerFactory.getLogger(LineSink.class).warn("{}", line);
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
