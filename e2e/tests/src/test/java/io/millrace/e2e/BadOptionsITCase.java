// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A command line that can not be run: one line, exit code 2, nothing started. */
class BadOptionsITCase {
  @TempDir Path directory;

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of(
            "--event events.csv",
            "Cannot use --event: found the unknown option \"--event\" (did you mean --events?),"
                + " expected one of --events, --schema,"),
        Arguments.of("--rules r.jsonl", "Cannot use --events: found nothing, expected a value"),
        Arguments.of(
            "--events none.csv --rules r.jsonl --schema a|INT",
            "Cannot use --events: found no file \"none.csv\", expected one that exists"),
        Arguments.of(
            "--events e.arrow --rules r.jsonl",
            "Cannot use --events: Cannot read Arrow stream: the bytes are no Arrow IPC stream"),
        Arguments.of(
            "--events e.csv --rules none.jsonl --schema a|INT",
            "Cannot use --rules: found no file \"none.jsonl\", expected one that exists"),
        Arguments.of(
            "--events e.csv --rules r.jsonl",
            "Cannot use --schema: found nothing, expected the columns of e.csv"),
        Arguments.of(
            "--events e.csv --rules r.jsonl --schema carier|VARCHAR",
            "Cannot use --schema: Cannot find column \"carier\" in the csv header:"
                + " found a, carrier, at, did you mean \"carrier\"?"),
        Arguments.of("--events e.csv --rules r.jsonl --schema a|INTT", "Cannot use --schema: "),
        Arguments.of(
            "--events e.csv --rules r.jsonl --schema a|INT --event-time b",
            "Cannot use --event-time: "),
        Arguments.of(
            "--events e.csv --rules r.jsonl --schema a|INT --event-time a+1",
            "Cannot use --event-time: Cannot take \"a+1\" as event time: it is Int64,"
                + " expected a timestamp"),
        Arguments.of(
            "--events e.csv --rules r.jsonl --schema a|INT --watermark-lag 5",
            "Cannot use --watermark-lag: found \"5\", expected a sum of numbers and units"),
        Arguments.of(
            "--events e.csv --rules r.jsonl --schema a|INT --parallelism 0",
            "Cannot use --parallelism: found \"0\", expected a whole number from 1"),
        Arguments.of(
            "--events e.csv --rules r.jsonl --schema a|INT --trust all",
            "Cannot use --trust: found \"all\", expected none, by-name, signed:FILE or unsigned"),
        Arguments.of(
            "--events e.csv --rules r.jsonl --schema a|INT --out none/out.jsonl",
            "Cannot use --out: found no directory"),
        Arguments.of(
            "--events e.csv --rules r.jsonl --schema a|INT --out o.jsonl --errors ./o.jsonl",
            "Cannot use --errors: found \"./o.jsonl\" as in --out, expected another place"),
        Arguments.of("--events e.txt --rules r.jsonl --schema a|INT", "Cannot use --events: "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void oneLineNamesOptionFoundAndExpected(String command, String message) throws IOException {
    Files.writeString(directory.resolve("e.arrow"), "an arrow of another kind");
    Files.writeString(directory.resolve("e.csv"), "a,carrier,at\n1,UA,2013-01-01T00:00:00Z\n");
    Files.writeString(directory.resolve("e.txt"), "a\n1\n");
    Files.writeString(directory.resolve("r.jsonl"), "");
    List<String> words = new ArrayList<>();
    Arrays.stream(command.split(" ")).forEach(word -> words.add(word.replace('|', ' ')));

    try (Program job = Job.start("job", directory, words)) {
      assertThat(job.exitCode(Duration.ofMinutes(2))).isEqualTo(2);
      assertThat(job.err()).singleElement().asString().startsWith(message);
      assertThat(job.out()).isEmpty();
    }
  }
}
