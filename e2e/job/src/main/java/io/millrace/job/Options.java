// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param schema the columns as SQL text, or null
 * @param eventTime the SQL expression of the event time, or null
 * @param idle how long until a silent input no longer holds the watermark back, or null for never
 * @param rate events a second, 0 for no limit
 * @param errors where error lines go, or null for standard error or the log
 * @param parallelism 0 for 1 embedded and the cluster's otherwise
 * @param checkpointInterval null for no checkpoints
 * @param stateDir where checkpoints are kept, or null
 * @param quarantineAfter failures of a revision
 */
record Options(
    String events,
    String schema,
    String nullText,
    String eventTime,
    Duration watermarkLag,
    Duration idle,
    String rules,
    int rate,
    String out,
    String errors,
    int parallelism,
    Duration checkpointInterval,
    String stateDir,
    int quarantineAfter) {
  static final String HELP =
      """
      Evaluates rules over events. Options:
        --events FILE            .csv, .csv.gz, .jsonl or .arrow (required)
        --schema TEXT            columns as in CREATE TABLE; @FILE reads it (csv and jsonl: required)
        --null TEXT              the unquoted csv text that means NULL (default: empty)
        --event-time EXPR        SQL expression that gives a timestamp (needed for windows)
        --watermark-lag D        how far the watermark stays behind the latest event time (0s)
        --idle D                 when a silent input no longer holds the watermark back (never)
        --rules URI              .jsonl file, or a directory that is watched for them (required)
        --rate N                 events a second at most (unlimited)
        --out URI                .jsonl file, directory or print (print; on a cluster a directory)
        --errors URI             the same forms (standard error; on a cluster the log)
        --trust none             functions that come with the bytes are refused
        --parallelism N          (1 embedded, else the cluster's)
        --checkpoint-interval D  (off)
        --state-dir DIR          where checkpoints are kept; an embedded run goes on from the newest
        --quarantine-after N     failures after which a rule waits for its next revision (1000)
      Durations: 250ms, 30s, 1h30m, 7d.
      """;

  private static final List<String> NAMES =
      HELP.lines()
          .map(String::strip)
          .filter(line -> line.startsWith("--"))
          .map(line -> line.substring(2).split(" ", 2)[0])
          .toList();

  static Options parse(String... words) throws BadOption {
    Arguments arguments = Arguments.of(words, NAMES);
    arguments.oneOf("trust", "none", List.of("none"));
    return new Options(
        arguments.required("events"),
        schema(arguments.text("schema", null)),
        arguments.text("null", ""),
        arguments.text("event-time", null),
        arguments.duration("watermark-lag", Duration.ZERO),
        arguments.duration("idle", null),
        arguments.required("rules"),
        arguments.count("rate", 0),
        arguments.text("out", "print"),
        arguments.text("errors", null),
        arguments.count("parallelism", 0),
        arguments.duration("checkpoint-interval", null),
        arguments.text("state-dir", null),
        arguments.count("quarantine-after", 1_000));
  }

  private static String schema(String text) throws BadOption {
    if (text == null || !text.startsWith("@")) {
      return text;
    }
    try {
      return Files.readString(Path.of(text.substring(1)));
    } catch (IOException unreadable) {
      throw new BadOption("schema", "no readable file " + text.substring(1), "text or @file");
    }
  }
}
