// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.json.Durations;
import io.millrace.rules.EventTime;
import io.millrace.rules.StartUp;
import io.millrace.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** The options of the job, each with all that is to be said about it, in the order of the help. */
enum Option {
  EVENTS(
      "URI",
      Option::text,
      Absence.refused(),
      ".csv, .csv.gz, .jsonl or .arrow file, a directory that is watched for them, or"
          + " kafka://host:port/topic"),
  SCHEMA(
      "TEXT",
      Option::textOrFile,
      Absence.means("all but Arrow: required"),
      "columns as in CREATE TABLE; @FILE reads it"),
  NULL("TEXT", Option::text, Absence.is("", "empty"), "the unquoted csv text that means NULL"),
  EVENT_TIME(
      "EXPR",
      Option::text,
      Absence.means("needed for windows"),
      "SQL expression that gives a timestamp"),
  TIME(
      "WHAT",
      Option::time,
      Absence.is("event"),
      "windows are of the events' own time (event) or of their arrival (processing)"),
  WATERMARK_LAG(
      "D",
      Option::duration,
      Absence.is("0s"),
      "how far the watermark stays behind the latest event time"),
  IDLE(
      "D",
      Option::duration,
      Absence.means("never"),
      "when a silent input no longer holds the watermark back"),
  RULES(
      "URI",
      Option::text,
      Absence.refused(),
      ".jsonl file, a directory that is watched for them, or kafka://host:port/topic"),
  START(
      "WHAT",
      Option::startUp,
      Absence.is("buffer"),
      "until the first rules are in force, events wait (buffer) or pass"),
  RATE("N", Option::count, Absence.means("unlimited"), "events a second at most"),
  OUT(
      "URI",
      Option::text,
      Absence.is("print", "print; on a cluster a directory or topic"),
      ".jsonl file, directory, kafka://host:port/topic or print"),
  ERRORS(
      "URI", Option::text, Absence.means("standard error; on a cluster the log"), "the same forms"),
  SHADOW(
      "URI", Option::text, Absence.means("none"), "results of shadows of rules, in the same forms"),
  ACKS(
      "URI",
      Option::text,
      Absence.means("none"),
      "when each instance took over a change of a rule"),
  EXACTLY_ONCE(
      "",
      Option::flag,
      Absence.means("at least once"),
      "lines get into topics once, with checkpoints"),
  KAFKA("FILE", Option::text, Absence.means("none"), "properties of Kafka's clients"),
  NAME(
      "TEXT",
      Option::text,
      Absence.is("millrace rules"),
      "of the job; also its transactions in Kafka are found by it"),
  TRUST(
      "POLICY",
      Option::text,
      Absence.is("none"),
      "functions that come with rules: none, by-name, signed:FILE or unsigned"),
  AUDIENCE(
      "NAME",
      Option::text,
      Absence.means("needed for signed"),
      "whom signed rules must be meant for: this job"),
  PARALLELISM(
      "N",
      Option::count,
      Absence.means("1 embedded, else the cluster's"),
      "of all but the sources"),
  CHECKPOINT_INTERVAL("D", Option::duration, Absence.means("off"), "how often state is kept"),
  STATE_DIR(
      "DIR",
      Option::text,
      Absence.means("none"),
      "where checkpoints are kept; an embedded run goes on from the newest"),
  QUARANTINE_AFTER(
      "N",
      Option::count,
      Absence.is("1000"),
      "failures after which a rule waits for its next revision"),
  DEADLINE(
      "D",
      Option::deadline,
      Absence.means("none"),
      "how long the evaluation of a rule over a row or window may take"),
  RULE_METRICS(
      "N", Option::count, Absence.is("100"), "rules with metrics of their own at an instance"),
  DIALECT(
      "NAME",
      Option::dialect,
      Absence.is("generic"),
      "whose SQL rules are written in: generic, or duckdb for lambdas");

  /** Reads the text of a value, or refuses it. */
  private interface Reader {
    Object read(Option option, String text) throws BadOption;
  }

  /**
   * What it means that an option is not given.
   *
   * @param text read instead of what was not given, or null for no value
   * @param shown for the help
   */
  private record Absence(String text, String shown) {
    private static final String REQUIRED = "required";

    static Absence refused() {
      return new Absence(null, REQUIRED);
    }

    static Absence is(String text, String shown) {
      return new Absence(text, shown);
    }

    static Absence is(String text) {
      return new Absence(text, text);
    }

    static Absence means(String shown) {
      return new Absence(null, shown);
    }

    boolean isRefused() {
      return shown.equals(REQUIRED);
    }
  }

  private final String value;
  private final Reader reader;
  private final Absence absence;
  private final String meaning;

  /**
   * @param value what stands for a value in the help; empty for an option without one
   */
  Option(String value, Reader reader, Absence absence, String meaning) {
    this.value = value;
    this.reader = reader;
    this.absence = absence;
    this.meaning = meaning;
  }

  /** Without the dashes. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String help() {
    String usage = ("--" + word() + " " + value).strip();
    return "  %-24s %s (%s)".formatted(usage, meaning, absence.shown);
  }

  /** Whether it stands without a value. */
  boolean isFlag() {
    return value.isEmpty();
  }

  /**
   * The value that a text stands for; null if there is none.
   *
   * @param text null if the option is not given
   */
  Object read(String text) throws BadOption {
    if (text == null && absence.isRefused()) {
      throw new BadOption(this, "nothing", "a value: the option is required");
    }
    String given = text == null ? absence.text : text;
    return given == null ? null : reader.read(this, given);
  }

  private Object flag(String text) {
    return Boolean.TRUE;
  }

  private Object text(String text) {
    return text;
  }

  private Object textOrFile(String text) throws BadOption {
    if (!text.startsWith("@")) {
      return text;
    }
    try {
      return Files.readString(Path.of(text.substring(1)));
    } catch (IOException unreadable) {
      throw new BadOption(this, "no readable file " + text.substring(1), "text or @file");
    }
  }

  private Object startUp(String text) throws BadOption {
    for (StartUp startUp : StartUp.values()) {
      if (startUp.name().toLowerCase(Locale.ROOT).equals(text)) {
        return startUp;
      }
    }
    throw refused(text, "buffer or pass");
  }

  private Object time(String text) throws BadOption {
    return switch (text) {
      case "event" -> EventTime.PRESENT;
      case "processing" -> EventTime.ARRIVAL;
      default -> throw refused(text, "event or processing");
    };
  }

  private Object dialect(String text) throws BadOption {
    for (Dialect dialect : Dialect.values()) {
      if (dialect.name().toLowerCase(Locale.ROOT).equals(text)) {
        return dialect;
      }
    }
    throw refused(text, "generic or duckdb");
  }

  private Object duration(String text) throws BadOption {
    return Durations.parse(text)
        .orElseThrow(
            () -> refused(text, "a sum of numbers and units, such as 250ms, 30s, 1h30m or 7d"));
  }

  /** The clock that is asked has milliseconds. */
  private Object deadline(String text) throws BadOption {
    Duration duration = (Duration) duration(text);
    if (duration.toMillis() == 0) {
      throw refused(text, "at least 1ms");
    }
    return duration;
  }

  private Object count(String text) throws BadOption {
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) == 0) {
      throw refused(text, "a whole number from 1");
    }
    return Integer.valueOf(text);
  }

  private BadOption refused(String text, String expected) {
    return new BadOption(this, "\"" + text + "\"", expected);
  }
}
