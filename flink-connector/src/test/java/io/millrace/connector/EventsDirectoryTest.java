// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.memory.ArrowMemory;
import io.millrace.types.Event;
import io.millrace.types.RuleError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsDirectoryTest {
  private static final String COLUMNS = "n BIGINT";
  private static final EventTimes TIMES =
      new EventTimes("to_timestamp_seconds(n)", Duration.ZERO, null);

  @TempDir Path directory;

  private final Collected<Either<Event, RuleError>> output = new Collected<>();

  @Test
  void filesAreReadInOrderOfNameThenWatchedUntilEnd() throws IOException {
    csv("20.csv", 3, 4);
    put("10.jsonl", "{\"n\":1}\n{\"n\":2}\n");
    csv(".15.csv", 98);
    csv("_16.csv", 99);
    put("17.txt", "n\n97\n");
    EventsSourceReader reader = reader(EventsSplit.START);

    assertThat(untilIdle(reader)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(numbers()).containsExactly(1L, 2L, 3L, 4L);
    reader.isAvailable().join();
    csv("05.csv", 5);
    assertThat(untilIdle(reader)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    arrow("30.arrow", "n", 6, 7);
    put("END", "");
    assertThat(untilIdle(reader)).isEqualTo(InputStatus.END_OF_INPUT);

    assertThat(numbers()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    reader.close();
  }

  /** As if all were one file. */
  @Test
  void numbersAndTheWatermarkGoOnFromFileToFile() throws IOException {
    csv("1.csv", 1, 5);
    csv("2.csv", 3);
    put("END", "");

    untilIdle(reader(EventsSplit.START));

    assertThat(events())
        .containsExactly(
            new Event(1, new Object[] {1L}, 1_000, Long.MIN_VALUE),
            new Event(2, new Object[] {5L}, 5_000, 999),
            new Event(3, new Object[] {3L}, 3_000, 4_999));
  }

  @Test
  void everyCheckpointContinuesWhereItWasTaken() throws IOException {
    csv("1.csv", LongStream.range(0, 1_030).toArray());
    csv("2.csv");
    arrow("3.arrow", "n", 5, 6, 7);
    put("4.csv", "another\n1\n");
    put("5.jsonl", "{\"n\":8}\n{}\n{\"n\":\"x\"}\n");
    csv("6.csv.gz", 9, 10);
    put("END", "");
    untilIdle(reader(EventsSplit.START));
    List<Either<Event, RuleError>> whole = List.copyOf(output.records);
    assertThat(whole).hasSize(1_030 + 3 + 1 + 4 + 2);

    for (int polls :
        IntStream.concat(IntStream.of(0, 1, 1_023, 1_024, 1_025), IntStream.range(1_028, 1_042))
            .toArray()) {
      output.records.clear();
      EventsSourceReader first = reader(EventsSplit.START);
      for (int i = 0; i < polls; i++) {
        first.pollNext(output);
      }
      EventsSplit.Serializer serializer = new EventsSplit.Serializer();
      byte[] state = serializer.serialize(first.snapshotState(1).get(0));
      first.close();

      untilIdle(reader(serializer.deserialize(2, state)));

      assertThat(output.records).as("after %d", polls).isEqualTo(whole);
    }
  }

  @Test
  void whatCanNotBeReadIsAnErrorThatNamesItsFileAndTheOthersGoOn() throws IOException {
    csv("1.csv", 1);
    put("2.csv", "m\n2\n");
    put("3.csv", "n\nx\n3\n");
    arrow("4.arrow", "m", 4);
    put("5.arrow", "no arrow");
    csv("6.csv", 6);
    put("END", "");

    untilIdle(reader(EventsSplit.START));

    assertThat(numbers()).containsExactly(1L, 3L, 6L);
    assertThat(errors())
        .extracting(RuleError::text, RuleError::line, RuleError::code)
        .containsExactly(
            tuple("2.csv", 0L, ErrorCode.BAD_EVENT),
            tuple("x", 2L, ErrorCode.BAD_EVENT),
            tuple("4.arrow", 0L, ErrorCode.BAD_EVENT),
            tuple("5.arrow", 0L, ErrorCode.BAD_EVENT));
    assertThat(errors())
        .extracting(RuleError::message)
        .satisfiesExactly(
            first -> assertThat(first).contains("column \"n\" in the csv header: found m"),
            second -> assertThat(second).endsWith(" (3.csv)"),
            third -> assertThat(third).contains("column \"n\" in the file: found m"),
            fourth -> assertThat(fourth).contains("no Arrow IPC stream or file"));
  }

  @Test
  void columnsThatAreNotGivenAreThoseOfTheFirstArrowFile() throws IOException {
    csv("1.csv", 1);
    assertThatThrownBy(() -> EventsDirectory.of(uri(), null, ""))
        .isInstanceOf(MillraceException.class)
        .hasMessageEndingWith("found no columns, expected them or an Arrow file");

    arrow("2.arrow", "n", 2);
    assertThat(EventsDirectory.of(uri(), null, "").schema().fields())
        .extracting(Field::name, Field::type)
        .containsExactly(tuple("n", DataType.INT64));
  }

  @Test
  void aColumnOfAnotherTypeIsRefused() throws IOException {
    arrow("1.arrow", "n", 1);
    put("END", "");

    EventsSourceReader reader =
        reader(
            EventsDirectory.of(uri(), "n INT", ""),
            EventsSplit.START,
            new EventTimes(null, Duration.ZERO, null));
    untilIdle(reader);

    assertThat(errors())
        .singleElement()
        .satisfies(error -> assertThat(error.message()).endsWith("it is Int64, expected Int32"));
  }

  @Test
  void aFileThatWasReadIsNotLookedAtAgain() throws IOException {
    csv("1.csv", 1);
    csv("2.csv", 2);
    EventsSourceReader reader = reader(EventsSplit.START);
    untilIdle(reader);
    csv("1.csv", 1, 3);
    Files.delete(directory.resolve("2.csv"));
    untilIdle(reader);
    assertThat(numbers()).containsExactly(1L, 2L);
    assertThat(reader.snapshotState(1).get(0).done()).containsExactly("1.csv");

    csv("2.csv", 4);
    untilIdle(reader);
    assertThat(numbers()).as("another of its name").containsExactly(1L, 2L, 4L);
  }

  @Test
  void aFileOfWhichRowsAreMissingHasToBeThere() throws IOException {
    csv("1.csv", 1, 2);
    csv("2.csv", 3);
    EventsSourceReader first = reader(EventsSplit.START);
    first.pollNext(output);
    EventsSplit state = first.snapshotState(1).get(0);
    Files.delete(directory.resolve("2.csv"));
    untilIdle(first);
    assertThat(numbers()).as("one that nothing was read of").containsExactly(1L, 2L);

    Files.delete(directory.resolve("1.csv"));
    assertThatThrownBy(() -> untilIdle(reader(state)))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("1.csv");
  }

  private void csv(String name, long... values) throws IOException {
    StringBuilder lines = new StringBuilder("n\n");
    for (long each : values) {
      lines.append(each).append('\n');
    }
    put(name, lines.toString());
  }

  private void put(String name, String content) throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve(name));
        OutputStream zipped = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      zipped.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One column of numbers. */
  private void arrow(String name, String column, long... values) throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve(name));
        BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        BigIntVector numbers = new BigIntVector(column, allocator);
        VectorSchemaRoot root = new VectorSchemaRoot(List.of(numbers));
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, Channels.newChannel(out))) {
      numbers.allocateNew(values.length);
      for (int i = 0; i < values.length; i++) {
        numbers.set(i, values[i]);
      }
      root.setRowCount(values.length);
      writer.writeBatch();
    }
  }

  private String uri() {
    return directory.toUri().toString();
  }

  private EventsSourceReader reader(EventsSplit split) throws IOException {
    return reader(EventsDirectory.of(uri(), COLUMNS, ""), split, TIMES);
  }

  private static EventsSourceReader reader(
      EventsDirectory files, EventsSplit split, EventTimes times) {
    EventsSourceReader reader = new EventsSourceReader(null, files, times, new Pace(0));
    reader.addSplits(List.of(split));
    return reader;
  }

  private InputStatus untilIdle(EventsSourceReader reader) throws IOException {
    InputStatus status = InputStatus.MORE_AVAILABLE;
    while (status == InputStatus.MORE_AVAILABLE) {
      status = reader.pollNext(output);
    }
    return status;
  }

  private List<Event> events() {
    return output.records.stream().filter(Either::isLeft).map(Either::left).toList();
  }

  private List<Object> numbers() {
    return events().stream().map(event -> event.values()[0]).toList();
  }

  private List<RuleError> errors() {
    return output.records.stream().filter(Either::isRight).map(Either::right).toList();
  }
}
