// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartITCase {
  private static final Duration MINUTES = Duration.ofMinutes(3);

  @TempDir Path directory;

  /** Its events come as files of a directory, and the second half when it has been killed. */
  @Test
  void killedJobGoesOnFromItsNewestCheckpoint() throws IOException {
    Files.writeString(
        directory.resolve("rules.jsonl"),
        """
        {"id":"late","revision":1,"sql":"dep_delay > 60"}
        {"id":"hourly","revision":1,"sql":"count(*)","key":["origin"],"window":{"tumble":"1h"}}
        {"id":"rotation","revision":1,"sql":"sum(distance)","key":["tailnum"],"window":{"session":"6h"}}
        """);
    List<String> whole = new ArrayList<>(Job.january("--rules", "rules.jsonl"));
    whole.addAll(List.of("--out", "whole.jsonl"));
    try (Program job = Job.start("whole", directory, whole)) {
      job.succeed(MINUTES);
    }
    List<String> january = january();
    List<String> secondHalf = new ArrayList<>(january.subList(january.size() / 2, january.size()));
    secondHalf.add(0, january.get(0));
    Path events = Files.createDirectory(directory.resolve("events"));
    Files.write(events.resolve("1.csv"), january.subList(0, january.size() / 2));
    List<String> halves = new ArrayList<>(Job.flights(events, "--rules", "rules.jsonl"));
    halves.addAll(List.of("--out", "halves.jsonl", "--state-dir", "state"));
    halves.addAll(List.of("--checkpoint-interval", "300ms"));
    List<String> slow = new ArrayList<>(halves);
    slow.addAll(List.of("--rate", "3000"));

    try (Program first = Job.start("first", directory, slow)) {
      awaitCheckpoint(first);
      first.kill();
    }
    Files.write(events.resolve("2.csv"), secondHalf);
    Files.createFile(events.resolve("END"));
    try (Program second = Job.start("second", directory, halves)) {
      second.succeed(MINUTES);
      assertThat(second.err()).anyMatch(line -> line.startsWith("Going on from checkpoint "));
    }

    assertThat(lines("halves.jsonl")).containsExactlyInAnyOrderElementsOf(lines("whole.jsonl"));
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(directory.resolve(name));
  }

  private static List<String> january() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Job.JANUARY)), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  private void awaitCheckpoint(Program job) throws IOException {
    long end = System.nanoTime() + MINUTES.toNanos();
    while (!isComplete()) {
      assertThat(job.isAlive() && System.nanoTime() < end).as("%s", job.output()).isTrue();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean isComplete() throws IOException {
    Path state = directory.resolve("state");
    if (!Files.isDirectory(state)) {
      return false;
    }
    try (Stream<Path> files = Files.find(state, 3, (file, at) -> file.endsWith("_metadata"))) {
      return files.anyMatch(file -> number(file) >= 4);
    } catch (UncheckedIOException goneMeanwhile) {
      return false;
    }
  }

  private static int number(Path metadata) {
    return Integer.parseInt(metadata.getParent().getFileName().toString().substring(4));
  }
}
