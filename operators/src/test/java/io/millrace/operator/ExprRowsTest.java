// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.row.RowOutput;
import io.millrace.sql.SqlSchema;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators over rows, record by record and in batches, which can not be told apart. */
class ExprRowsTest {
  private static final Expressions<Row> FLIGHTS =
      Expressions.overRows(SqlSchema.parse("carrier VARCHAR, distance BIGINT, route VARCHAR"));
  private static final TypeInformation<Row> ROW =
      Types.ROW(Types.STRING, Types.BIG_INT, Types.STRING);
  private static final OutputTag<RowError<Row>> FAILED = RowError.tag("failed", ROW);
  private static final TypeSerializer<Row> ROWS =
      ROW.createSerializer(new ExecutionConfig().getSerializerConfig());

  /** One of each, all of which have no answer for some rows. */
  private static String[] sql(RowKind kind) {
    return switch (kind) {
      case FILTER -> new String[] {"10 / distance >= 2 or carrier = 'B'"};
      case MAP -> new String[] {"carrier", "10 / distance AS q", "route || carrier AS r"};
      case UNNEST ->
          new String[] {
            "unnest(string_to_array(route, '-')) AS stop",
            "10 / distance AS q",
            "unnest(range(0, 6 / distance)) AS n"
          };
    };
  }

  private static RowOperator<Row, Row> operator(RowKind kind, RowOptions<Row> options) {
    return new RowOperator<>(expressions(kind), kind, output(kind), ROWS, options);
  }

  private static RowExpressions<Row> expressions(RowKind kind) {
    return FLIGHTS.expressions(FLIGHTS.parse(sql(kind)));
  }

  private static RowOutput<Row> output(RowKind kind) {
    RowExpressions<Row> rows = expressions(kind);
    return switch (kind) {
      case FILTER -> null;
      case MAP -> Expressions.output(Row.class, rows, rows.bind());
      case UNNEST -> Expressions.output(Row.class, rows, rows.bindUnnest().results());
    };
  }

  private static OneInputStreamOperatorTestHarness<Row, Row> task(
      RowKind kind, RowOptions<Row> options) throws Exception {
    var task = new OneInputStreamOperatorTestHarness<>(operator(kind, options), ROWS);
    task.setup(
        kind == RowKind.FILTER
            ? ROWS
            : output(kind)
                .typeInformation()
                .createSerializer(new ExecutionConfig().getSerializerConfig()));
    return task;
  }

  private static Row flight(String carrier, long distance, String route) {
    return Row.of(carrier, BigInteger.valueOf(distance), route);
  }

  private static RowOptions<Row> batches(int rows) {
    return RowOptions.<Row>none().batches(rows, Duration.ofMillis(10));
  }

  private static List<Object> answers(RowKind kind, Row... rows) throws Exception {
    try (var task = task(kind, RowOptions.none())) {
      task.open();
      for (Row row : rows) {
        task.processElement(row, 7);
      }
      return new ArrayList<>(task.getOutput());
    }
  }

  /** As datafusion-python answers, but that failed values are null. */
  @Test
  void aRowBecomesSeveral() throws Exception {
    assertThat(
            answers(
                RowKind.UNNEST,
                flight("A", 3, "x-y-z"),
                flight("A", 6, null),
                flight("A", 7, null),
                flight("A", 0, "x")))
        .containsExactly(
            new StreamRecord<>(Row.of("x", 3L, 0L), 7),
            new StreamRecord<>(Row.of("y", 3L, 1L), 7),
            new StreamRecord<>(Row.of("z", 3L, null), 7),
            new StreamRecord<>(Row.of(null, 1L, 0L), 7));
  }

  @Test
  void listsThatCanNotBeTakenApartAreRefused() {
    refused(ErrorCode.UNSUPPORTED_EXPRESSION, "flatten", "unnest(unnest(make_array([1])))");
    refused(ErrorCode.UNSUPPORTED_EXPRESSION, "members", "unnest(named_struct('a', 1))");
    refused(ErrorCode.TYPE_MISMATCH, "expected one list", "unnest(distance)");
    refused(ErrorCode.TYPE_MISMATCH, "expected a list", "unnest(null)");
  }

  private static void refused(ErrorCode code, String part, String sql) {
    assertThatThrownBy(() -> FLIGHTS.expressions(FLIGHTS.parse(new String[] {sql})).bindUnnest())
        .isInstanceOfSatisfying(MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(part);
  }

  @Test
  void elementsMayBeStructsAndLists() {
    RowExpressions<Row> rows =
        FLIGHTS.expressions(
            FLIGHTS.parse("unnest(make_array(named_struct('a', distance, 'b', [1])))['a'] AS a"));
    assertThat(rows.bindUnnest().results().get(0).type()).hasToString("Int64");
  }

  @Test
  void rowsWithoutAnAnswerGoToTheSideWithTheirTime() throws Exception {
    for (RowOptions<Row> options : List.of(RowOptions.<Row>none(), batches(100))) {
      for (RowKind kind : RowKind.values()) {
        try (var task = task(kind, options.errors(FAILED))) {
          task.getExecutionConfig().enableObjectReuse();
          task.open();
          Row reused = flight("A", 0, "x");
          task.processElement(reused, 5);
          reused.setField(1, BigInteger.valueOf(5));
          task.processElement(new StreamRecord<>(reused));
          reused.setField(1, BigInteger.ZERO);
          task.processElement(new StreamRecord<>(reused));
          task.endInput();
          task.getOperator().finish();
          String divided = kind == RowKind.UNNEST ? "6" : "10";
          String message =
              "Cannot divide " + divided + ": the divisor is 0, expected any other number";
          RowError<Row> error = new RowError<>(flight("A", 0, "x"), message);
          assertThat(task.getSideOutput(FAILED))
              .containsExactly(new StreamRecord<>(error, 5), new StreamRecord<>(error));
        }
      }
    }
  }

  @Test
  void errorsSurviveTheirSerializer() throws Exception {
    TypeSerializer<RowError<Row>> serializer =
        FAILED.getTypeInfo().createSerializer(new ExecutionConfig().getSerializerConfig());
    for (Row row : new Row[] {flight("A", 1, null), null}) {
      RowError<Row> error = new RowError<>(row, "no");
      assertThat(serializer.copy(error)).isEqualTo(error);
      DataOutputSerializer out = new DataOutputSerializer(16);
      serializer.serialize(error, out);
      DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
      assertThat(serializer.deserialize(in)).isEqualTo(error);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchEndsWithItsDelay(RowKind kind) throws Exception {
    try (var task = task(kind, batches(100))) {
      task.open();
      task.setProcessingTime(100);
      task.processElement(flight("B", 1, "x"), 1);
      task.setProcessingTime(109);
      assertThat(task.getOutput()).isEmpty();
      task.setProcessingTime(110);
      assertThat(task.getOutput()).isNotEmpty();
      task.getOutput().clear();
      task.processElement(flight("B", 1, "x"), 1);
      task.setProcessingTime(119);
      assertThat(task.getOutput()).isEmpty();
      task.setProcessingTime(120);
      assertThat(task.getOutput()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchEndsWithItsSizeAndTheInput(RowKind kind) throws Exception {
    try (var task = task(kind, batches(2))) {
      task.open();
      task.processElement(flight("B", 9, "x"), 1);
      assertThat(task.getOutput()).isEmpty();
      task.processElement(flight("B", 9, "x"), 1);
      assertThat(task.getOutput()).hasSize(2);
      task.processElement(flight("B", 9, "x"), 1);
      task.endInput();
      task.getOperator().finish();
      assertThat(task.getOutput()).hasSize(3);
    }
  }

  /**
   * Neither does idleness: who is idle holds no watermark back, so rows behind it would be late.
   */
  @Test
  void nothingOvertakesARow() throws Exception {
    try (var task = task(RowKind.MAP, batches(100))) {
      task.open();
      LatencyMarker marker = new LatencyMarker(1, new OperatorID(), 0);
      StreamRecord<Row> result = new StreamRecord<>(Row.of("B", 1L, "xB"), 1);
      task.processElement(flight("B", 9, "x"), 1);
      task.getOneInputOperator().processLatencyMarker(marker);
      assertThat(task.getOutput()).isEmpty();
      task.processWatermark(5);
      task.getOneInputOperator().processLatencyMarker(marker);
      task.processElement(flight("B", 9, "x"), 1);
      task.processWatermarkStatus(WatermarkStatus.IDLE);
      task.processElement(flight("B", 9, "x"), 1);
      task.processWatermarkStatus(WatermarkStatus.ACTIVE);
      assertThat(task.getOutput())
          .containsExactly(
              result,
              marker,
              new Watermark(5),
              marker,
              result,
              WatermarkStatus.IDLE,
              result,
              WatermarkStatus.ACTIVE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void batchesGiveWhatRecordsGive(RowKind kind) throws Exception {
    for (int round = 0; round < 12; round++) {
      compare(kind, 1 + round * 9, 400, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRestoreAfterAnyElementShowsNowhere(RowKind kind) throws Exception {
    compare(kind, 7, 90, 1);
  }

  private static void compare(RowKind kind, int rows, int elements, int elementsToRestore)
      throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    boolean reuse = random.nextBoolean();
    var records = task(kind, RowOptions.<Row>none().errors(FAILED));
    Supplier<OneInputStreamOperatorTestHarness<Row, Row>> inBatches =
        () -> {
          try {
            var task = task(kind, batches(rows).errors(FAILED));
            if (reuse) {
              task.getExecutionConfig().enableObjectReuse();
            }
            return task;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
    var batches = inBatches.get();
    records.open();
    batches.open();
    List<Object> answers = new ArrayList<>();
    List<Object> errors = new ArrayList<>();
    Row mutable = new Row(3);
    long clock = 0;
    long watermark = 0;
    for (int i = 1; i <= elements; i++) {
      int event = random.nextInt(100);
      if (event < 6) {
        watermark += random.nextInt(10);
        records.processWatermark(watermark);
        batches.processWatermark(watermark);
      } else if (event < 10) {
        clock += random.nextInt(20);
        batches.setProcessingTime(clock);
      } else if (event < 12) {
        WatermarkStatus status = event == 10 ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE;
        records.processWatermarkStatus(status);
        batches.processWatermarkStatus(status);
      } else {
        Row row = row(random);
        Row sent = reuse ? mutable : row;
        for (int place = 0; place < 3; place++) {
          sent.setField(place, row.getField(place));
        }
        if (random.nextInt(5) == 0) {
          records.processElement(new StreamRecord<>(row));
          batches.processElement(new StreamRecord<>(sent));
        } else {
          long time = random.nextInt(100);
          records.processElement(row, time);
          batches.processElement(sent, time);
        }
      }
      if (elementsToRestore > 0 && i % elementsToRestore == 0) {
        batches.prepareSnapshotPreBarrier(i);
        OperatorSubtaskState snapshot = batches.snapshot(i, i);
        take(batches, answers, errors);
        batches.close();
        batches = inBatches.get();
        batches.setProcessingTime(clock);
        batches.initializeState(snapshot);
        batches.open();
      }
    }
    batches.endInput();
    batches.getOperator().finish();
    take(batches, answers, errors);
    assertThat(answers).as("seed %d", seed).isEqualTo(List.copyOf(records.getOutput()));
    assertThat(errors)
        .as("seed %d", seed)
        .isEqualTo(List.copyOf(records.getSideOutput(FAILED)))
        .isNotEmpty();
    records.close();
    batches.close();
  }

  private static void take(
      OneInputStreamOperatorTestHarness<Row, Row> task, List<Object> answers, List<Object> errors) {
    answers.addAll(task.getOutput());
    if (task.getSideOutput(FAILED) != null) {
      errors.addAll(task.getSideOutput(FAILED));
    }
  }

  /** Now and then with a number that its column can not hold. */
  private static Row row(Random random) {
    BigInteger distance =
        random.nextInt(20) == 0
            ? BigInteger.TEN.pow(20)
            : random.nextInt(10) == 0 ? null : BigInteger.valueOf(random.nextInt(7));
    List<String> stops =
        Stream.generate(() -> "S" + random.nextInt(9)).limit(random.nextInt(5)).toList();
    return Row.of(
        random.nextInt(9) == 0 ? null : random.nextBoolean() ? "A" : "B",
        distance,
        random.nextInt(6) == 0 ? null : String.join("-", stops));
  }

  @Test
  void batchesHaveASizeAndADelay() {
    for (int rows : new int[] {0, 1025}) {
      assertThatThrownBy(() -> FLIGHTS.rows().inBatches(rows, Duration.ofMillis(1)))
          .isInstanceOf(MillraceException.class)
          .hasMessage("Cannot gather batches of " + rows + " rows: expected 1 to 1024");
    }
    assertThatThrownBy(() -> FLIGHTS.rows().inBatches(Duration.ZERO))
        .isInstanceOf(MillraceException.class)
        .hasMessage("Cannot gather batches for PT0S: expected at least a millisecond");
  }
}
