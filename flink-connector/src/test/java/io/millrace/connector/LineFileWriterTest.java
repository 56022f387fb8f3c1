// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileWriterTest {
  @TempDir Path directory;

  private final TestProcessingTimeService time = new TestProcessingTimeService();

  @Test
  void freshStartEmptiesTheFile() throws IOException {
    Path file = Files.writeString(file(), "old\n");

    try (LineFileWriter writer = new LineFileWriter(file, 0, time)) {
      writer.write("new ü", null);
    }

    assertThat(file).hasContent("new ü\n");
  }

  @Test
  void restartCutsBackToTheCheckpoint() throws IOException {
    long length;
    try (LineFileWriter writer = new LineFileWriter(file(), 0, time)) {
      writer.write("a", null);
      length = writer.snapshotState(1).get(0);
      writer.write("b", null);
    }

    try (LineFileWriter writer = new LineFileWriter(file(), length, time)) {
      writer.write("c", null);
    }

    assertThat(file()).hasContent("a\nc\n");
  }

  @Test
  void lostFileIsNotTakenForTheOneOfTheCheckpoint() throws IOException {
    Files.writeString(file(), "a\n");

    assertThatThrownBy(() -> new LineFileWriter(file(), 5, time))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it has 2 bytes, expected at least the 5 of the checkpoint");
  }

  @Test
  void linesAreVisibleWhenTheTimerHasFired() throws Exception {
    try (LineFileWriter writer = new LineFileWriter(file(), 0, time)) {
      writer.write("a", null);
      time.advance(200);
      assertThat(file()).hasContent("a\n");
    }
  }

  private Path file() {
    return directory.resolve("out.jsonl");
  }
}
