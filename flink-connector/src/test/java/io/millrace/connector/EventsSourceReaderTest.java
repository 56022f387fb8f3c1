// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.types.Event;
import io.millrace.types.RuleError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsSourceReaderTest {
  private static final String COLUMNS = "n BIGINT, at TIMESTAMP(3)";
  private static final EventTimes TIMES = new EventTimes("at", Duration.ofSeconds(10), null);

  @TempDir Path directory;

  @Test
  void eventsCarryNumberTimeAndTheWatermarkBeforeThem() throws IOException {
    EventsFile file =
        file(
            "e.csv", "n,at\n1,1970-01-01T00:01:00\n2,1970-01-01T00:00:50\n3,1970-01-01T00:02:00\n");

    assertThat(events(read(reader(file, EventsSplit.START))))
        .containsExactly(
            event(1, 1L, 60_000, Long.MIN_VALUE),
            event(2, 2L, 50_000, 49_999),
            event(3, 3L, 120_000, 49_999));
  }

  @Test
  void fractionsOfMillisecondsAreCutDownwards() throws IOException {
    EventsFile file = file("e.csv", "at\n1969-12-31T23:59:59.999999\n", "at TIMESTAMP");

    assertThat(events(read(reader(file, EventsSplit.START))))
        .singleElement()
        .satisfies(event -> assertThat(event.time()).isEqualTo(-1));
  }

  @Test
  void unreadableRowIsAnErrorAndTimelessRowBoth() throws IOException {
    EventsFile file = file("e.csv", "n,at\nx,1970-01-01T00:00:00\n2,\n3,1970-01-01T00:00:01\n");

    List<Either<Event, RuleError>> read = read(reader(file, EventsSplit.START));

    assertThat(errors(read))
        .satisfiesExactly(
            error -> assertThat(error.text()).isEqualTo("x,1970-01-01T00:00:00"),
            error -> assertThat(error.message()).isEqualTo("event time is NULL"));
    assertThat(errors(read)).extracting(RuleError::line).containsExactly(2L, 3L);
    assertThat(events(read))
        .containsExactly(
            event(2, 2L, Event.NO_TIME, Long.MIN_VALUE), event(3, 3L, 1_000, Long.MIN_VALUE));
  }

  @Test
  void timesBeyondAllCalendarsAreNoTimesAndLeaveTheWatermarkAlone() throws IOException {
    EventsFile file =
        file("e.csv", "n\n-9223372036854775807\n1\n9223372036854775807\n2\n", "n BIGINT");
    for (String unit : List.of("s", "ms")) {
      EventTimes times =
          new EventTimes("arrow_cast(n, 'Timestamp(" + unit + ")')", Duration.ofDays(1), null);
      EventsSourceReader reader = new EventsSourceReader(null, file, times, new Pace(0));
      reader.addSplits(List.of(EventsSplit.START));

      List<Either<Event, RuleError>> read = read(reader);

      assertThat(errors(read))
          .extracting(RuleError::message)
          .containsExactly("event time is out of range", "event time is out of range");
      assertThat(events(read)).filteredOn(Event::hasTime).hasSize(2);
      assertThat(events(read)).allMatch(event -> event.watermark() < 0);
    }
  }

  @Test
  void everyCheckpointContinuesWhereItWasTaken() throws IOException {
    StringBuilder lines = new StringBuilder("n,at\n");
    for (int i = 0; i < 2_500; i++) {
      lines
          .append(i % 7 == 3 ? "bad" : i)
          .append(",1970-01-01T00:")
          .append(10 + i % 50)
          .append(":00\n");
    }
    EventsFile file = file("e.csv.gz", lines.toString());
    List<Either<Event, RuleError>> whole = read(reader(file, EventsSplit.START));
    assertThat(whole).hasSize(2_500);
    for (int polls : new int[] {0, 1, 3, 4, 1_023, 1_024, 1_025, 2_499, 2_500}) {
      Collected<Either<Event, RuleError>> output = new Collected<>();
      EventsSourceReader first = reader(file, EventsSplit.START);
      for (int i = 0; i < polls; i++) {
        first.pollNext(output);
      }
      EventsSplit.Serializer serializer = new EventsSplit.Serializer();
      byte[] state = serializer.serialize(first.snapshotState(1).get(0));
      first.close();

      output.records.addAll(read(reader(file, serializer.deserialize(2, state))));

      assertThat(output.records).isEqualTo(whole);
    }
  }

  /** Written by release 0.1.0 and by what came before directories: rows and watermark alone. */
  @Test
  void bothFormsOfStateAreRead() throws IOException {
    EventsFile file = file("e.csv", "n,at\n1,1970-01-01T00:01:00\n2,1970-01-01T00:00:50\n");
    EventsSplit.Serializer serializer = new EventsSplit.Serializer();
    EventsSplit split = new EventsSplit(7, 49_999, 5, "2.csv", List.of("1.csv"));
    byte[] second =
        HexFormat.of()
            .parseHex(
                "0000000000000007"
                    + "000000000000c34f"
                    + "0000000000000005"
                    + "0005322e637376"
                    + "00000001"
                    + "0005312e637376");
    assertThat(serializer.serialize(split)).isEqualTo(second);
    assertThat(serializer.deserialize(2, second)).isEqualTo(split);

    byte[] first = HexFormat.of().parseHex("0000000000000001" + "000000000000c34f");
    assertThat(events(read(reader(file, serializer.deserialize(1, first)))))
        .containsExactly(event(2, 2L, 50_000, 49_999));
    assertThatThrownBy(() -> serializer.deserialize(3, second))
        .isInstanceOf(IOException.class)
        .hasMessage("Cannot read events position: version 3, expected 1 or 2");
  }

  @Test
  void jsonLinesGiveTheSameEvents() throws IOException {
    EventsFile csv = file("e.csv", "n,at\n1,1970-01-01T00:01:00\n,1970-01-01T00:02:00\n");
    EventsFile json =
        file(
            "e.jsonl",
            "{\"n\":1,\"at\":\"1970-01-01T00:01:00\"}\n{\"at\":\"1970-01-01T00:02:00\"}\n");

    assertThat(read(reader(json, EventsSplit.START)))
        .isEqualTo(read(reader(csv, EventsSplit.START)));
  }

  @Test
  void eventTimeMustBeATimestamp() throws IOException {
    EventsFile file = file("e.csv", "n,at\n");

    assertThatThrownBy(() -> new EventTimes("n + 1", Duration.ZERO, null).check(file.schema()))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_MISMATCH))
        .hasMessage("Cannot take \"n + 1\" as event time: it is Int64, expected a timestamp");
  }

  private EventsFile file(String name, String content) throws IOException {
    return file(name, content, COLUMNS);
  }

  private EventsFile file(String name, String content, String columns) throws IOException {
    Path path = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(path);
        OutputStream zipped = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      zipped.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return new EventsFile(path.toUri().toString(), columns, "");
  }

  private static EventsSourceReader reader(EventsFile file, EventsSplit split) {
    EventsSourceReader reader = new EventsSourceReader(null, file, TIMES, new Pace(0));
    reader.addSplits(List.of(split));
    return reader;
  }

  private static List<Either<Event, RuleError>> read(EventsSourceReader reader) throws IOException {
    Collected<Either<Event, RuleError>> output = new Collected<>();
    while (reader.pollNext(output) != InputStatus.END_OF_INPUT) {
      assertThat(reader.isAvailable()).isDone();
    }
    reader.close();
    return output.records;
  }

  private static Event event(long number, Long n, long time, long watermark) {
    return new Event(
        number, new Object[] {n, time == Event.NO_TIME ? null : time}, time, watermark);
  }

  private static List<Event> events(List<Either<Event, RuleError>> read) {
    List<Event> events = new ArrayList<>();
    read.stream().filter(Either::isLeft).forEach(each -> events.add(each.left()));
    return events;
  }

  private static List<RuleError> errors(List<Either<Event, RuleError>> read) {
    List<RuleError> errors = new ArrayList<>();
    read.stream().filter(Either::isRight).forEach(each -> errors.add(each.right()));
    return errors;
  }
}
