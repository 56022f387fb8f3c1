// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.EventTimes;
import io.millrace.sql.SqlSchema;
import io.millrace.types.Event;
import io.millrace.types.RuleError;
import java.time.Duration;
import java.util.List;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowRecordsTest {
  private final RowRecords records =
      new RowRecords(
          SqlSchema.parse("a INT, at TIMESTAMP"), new EventTimes("at", Duration.ZERO, null));

  @BeforeEach
  void open() {
    records.open(null);
  }

  @AfterEach
  void close() throws Exception {
    records.close();
  }

  private List<Either<Event, RuleError>> read(int partition, long offset, String value)
      throws Exception {
    return Records.read(records, Records.record(partition, offset, null, value));
  }

  @Test
  void eachRowCarriesTheWatermarkOfItsPartitionAsItStoodBefore() throws Exception {
    assertThat(read(0, 0, "{'a':1,'at':'1970-01-01T00:00:10'}").get(0).left().watermark())
        .isEqualTo(Long.MIN_VALUE);
    assertThat(read(1, 0, "{'a':1,'at':'1970-01-01T00:00:20'}").get(0).left().watermark())
        .isEqualTo(Long.MIN_VALUE);
    assertThat(read(0, 1, "{'a':2,'at':'1970-01-01T00:00:05'}").get(0).left().watermark())
        .isEqualTo(9_999);
    Event next = read(0, 2, "{'at':'1970-01-01T00:00:11'}").get(0).left();
    assertThat(next.watermark()).isEqualTo(9_999);
    assertThat(next.time()).isEqualTo(11_000);
    assertThat(next.values()[0]).isNull();
  }

  @Test
  void rowsHaveNumbersInTheOrderOfTheirPartition() throws Exception {
    String row = "{'a':1,'at':'1970-01-01T00:00:10'}";
    List<Long> numbers =
        List.of(
            read(0, 7, row).get(0).left().number(),
            read(1, 7, row).get(0).left().number(),
            read(0, 8, row).get(0).left().number());
    assertThat(numbers).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NOTHING",
      value = {
        "NOTHING | no value, expected a JSON object (t[3]@4)",
        "'' | no JSON object (t[3]@4)",
        "5 | no JSON object (t[3]@4)",
        "{\"a\":\"x\"} | column \"a\": Cannot cast 'x' to Int32: not one (t[3]@4)",
        "{\"a\": | malformed JSON: ",
      })
  void whatCanNotBeReadIsAnErrorThatSaysWhereItLies(String value, String message) throws Exception {
    List<Either<Event, RuleError>> read = read(3, 4, value);
    assertThat(read).hasSize(1);
    assertThat(read.get(0).right().message()).startsWith(message).endsWith(" (t[3]@4)");
  }

  @Test
  void aRowWithoutTimeIsAnErrorAndARow() throws Exception {
    List<Either<Event, RuleError>> read = read(0, 1, "{'a':1}");
    assertThat(read.get(0).right().message()).isEqualTo("event time is NULL (t[0]@1)");
    assertThat(read.get(1).left().hasTime()).isFalse();
  }
}
