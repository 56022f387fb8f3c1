// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static io.millrace.expr.Exprs.max;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.sql.SqlSchema;
import io.millrace.wire.ExprCodec;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig.ClosureCleanerLevel;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.ClosureCleaner;
import org.apache.flink.types.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
  private static final Expressions<Row> FLIGHTS =
      Expressions.overRows(
          SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE, distance INT, cancelled BOOLEAN"));

  @Test
  void sqlJavaAndBytesGiveTheSameAnswers() throws Exception {
    Expr built = col("dep_delay").gt(lit(60)).and(col("carrier").notEq(lit("UA")));
    Expr decoded = ExprCodec.create().decode(ExprCodec.create().encode(built));
    Row late = Row.of("AA", 61.0, 1, false);
    Row[] rows = {
      late, Row.of("UA", 61.0, 1, false), Row.of("AA", 60.0, 1, false), Row.of(null, 61.0, 1, false)
    };
    assertThat(Tasks.filter(FLIGHTS.filter("dep_delay > 60 and carrier <> 'UA'"), rows))
        .containsExactly(late);
    assertThat(Tasks.filter(FLIGHTS.filter(built), rows)).containsExactly(late);
    assertThat(Tasks.filter(FLIGHTS.filter(decoded), rows)).containsExactly(late);
  }

  @Test
  void anAnswerThatIsNullLetsNothingPass() throws Exception {
    Row row = Row.of(null, null, null, null);
    assertThat(Tasks.filter(FLIGHTS.filter("cancelled"), row)).isEmpty();
    assertThat(Tasks.filter(FLIGHTS.filter("null"), row)).isEmpty();
    assertThat(Tasks.filter(FLIGHTS.filter("cancelled is null"), row)).containsExactly(row);
  }

  @Test
  void columnsOfTheResultHaveTheNamesOfDataFusion() throws Exception {
    ExprMapFunction<Row, Row> map =
        FLIGHTS.map("dep_delay / 60", "distance + 1 as next", "carrier");
    Row result = Tasks.map(map, Row.of("AA", 90.0, 7, false)).get(0);
    assertThat(result.getFieldNames(true))
        .containsExactly("dep_delay / Int64(60)", "next", "carrier");
    assertThat(result).isEqualTo(Row.of(1.5, 8L, "AA"));
    assertThat(result.getField("next")).isEqualTo(8L);
  }

  @Test
  void rowsWithNamesAreReadByName() throws Exception {
    Row row = Row.withNames();
    row.setField("distance", 7);
    row.setField("carrier", "AA");
    row.setField("unused", this);
    assertThat(Tasks.map(FLIGHTS.map("carrier", "distance", "dep_delay"), row))
        .containsExactly(Row.of("AA", 7, null));
  }

  @Test
  void rowsOfATypeWithNamesAreReadByName() throws Exception {
    Row swapped =
        named(List.of("distance", "carrier", "cancelled", "dep_delay"), 7, "AA", true, 1.0);
    Row numbered = named(List.of("f0", "f1", "f2", "f3"), "UA", 2.0, 8, false);
    assertThat(Tasks.map(FLIGHTS.map("carrier", "distance"), swapped, numbered, swapped))
        .containsExactly(Row.of("AA", 7), Row.of("UA", 8), Row.of("AA", 7));
    Row lacking = named(List.of("carrier", "delay", "distance", "cancelled"), "UA", 2.0, 8, false);
    assertThatThrownBy(() -> Tasks.map(FLIGHTS.map("carrier"), lacking))
        .hasMessage(
            "Cannot read row: no field \"dep_delay\" among [carrier, delay, distance, cancelled]");
    assertThatThrownBy(() -> Tasks.map(FLIGHTS.map("carrier"), Row.of("UA", 2.0)))
        .hasMessage("Cannot read row by position: it has 2 fields, expected 4");
  }

  private static Row named(List<String> names, Object... values) {
    var positions = new java.util.LinkedHashMap<String, Integer>();
    names.forEach(name -> positions.put(name, positions.size()));
    return org.apache.flink.types.RowUtils.createRowWithNamedPositions(
        org.apache.flink.types.RowKind.INSERT, values, positions);
  }

  @Test
  void wrongExpressionsAreRefusedWhenAFunctionIsMade() {
    assertRefused(
        () -> FLIGHTS.filter("dep_dealy > 60"),
        ErrorCode.UNKNOWN_NAME,
        "did you mean \"dep_delay\" (Float64)?");
    assertRefused(
        () -> FLIGHTS.map(col("carier")), ErrorCode.UNKNOWN_NAME, "did you mean 'carrier'?");
    assertRefused(
        () -> FLIGHTS.filter("uper(carrier) = 'AA'"), ErrorCode.UNKNOWN_NAME, "did you mean");
    assertRefused(
        () -> FLIGHTS.filter("max(dep_delay) > 60"), ErrorCode.NOT_ALLOWED_HERE, "max(dep_delay)");
    assertRefused(
        () -> FLIGHTS.map(max(col("dep_delay"))), ErrorCode.NOT_ALLOWED_HERE, "max(dep_delay)");
    assertRefused(
        () -> FLIGHTS.filter("distance"),
        ErrorCode.TYPE_MISMATCH,
        "Cannot filter by distance: type Int32, expected Boolean");
    assertRefused(() -> FLIGHTS.filter("cancelled + 1"), ErrorCode.TYPE_MISMATCH, "Boolean");
    assertRefused(
        () -> FLIGHTS.aggregate("max(dep_delay) > distance"),
        ErrorCode.NOT_ALLOWED_HERE,
        "columns only inside aggregates");
    assertRefused(
        () -> FLIGHTS.window("distance"), ErrorCode.NOT_ALLOWED_HERE, "columns only inside");
    assertRefused(() -> FLIGHTS.filter("distance >"), ErrorCode.SYNTAX, "1 | distance >");
    assertRefused(
        () -> FLIGHTS.map("distance", "distance"), ErrorCode.NOT_ALLOWED_HERE, "\"distance\"");
  }

  private static void assertRefused(ThrowingCallable making, ErrorCode code, String part) {
    assertThatThrownBy(making)
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining(part)
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(code);
  }

  @Test
  void aRowWithoutAnswerIsNullOrDroppedUnlessTheUserSaysOtherwise() throws Exception {
    Row zero = Row.of("AA", 1.0, 0, true);
    Row two = Row.of("AA", 1.0, 2, true);
    assertThat(Tasks.map(FLIGHTS.map("10 / distance", "carrier"), zero, two))
        .containsExactly(Row.of(null, "AA"), Row.of(5L, "AA"));
    assertThat(Tasks.filter(FLIGHTS.filter("10 / distance > 1"), zero, two)).containsExactly(two);
    Expressions<Row> strict = FLIGHTS.onError(OnError.FAIL);
    assertThatThrownBy(() -> Tasks.filter(strict.filter("10 / distance > 1"), two, zero))
        .hasMessage(
            "Cannot evaluate Int64(10) / distance > Int64(1): "
                + "Cannot divide 10: the divisor is 0, expected any other number")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.EVALUATION);
    assertThatThrownBy(() -> Tasks.map(strict.map("10 / distance"), zero))
        .isInstanceOf(MillraceException.class);
  }

  @Test
  void functionsPassFlinksTestOfWhatCanBeSent() {
    for (Object function :
        List.of(
            FLIGHTS.filter("cancelled"),
            FLIGHTS.map("carrier"),
            FLIGHTS.aggregate("count(*)"),
            FLIGHTS.window("count(*)"))) {
      ClosureCleaner.clean(function, ClosureCleanerLevel.RECURSIVE, true);
      ClosureCleaner.ensureSerializable(function);
    }
  }

  @Test
  void closingWhatWasNeverOpenedIsNoError() throws Exception {
    FLIGHTS.filter("cancelled").close();
    FLIGHTS.map("carrier").close();
    FLIGHTS.window("count(*)").close();
  }

  @Test
  void closingAfterAFailedOpenIsNoError() throws Exception {
    ExprFilterFunction<Row> filter = FLIGHTS.filter("cancelled");
    assertThatThrownBy(() -> filter.open((OpenContext) null))
        .isInstanceOf(IllegalStateException.class);
    filter.close();
    filter.close();
  }
}
