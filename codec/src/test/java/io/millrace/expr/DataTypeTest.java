// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataTypeTest {
  /** The types of DataFusion's results, as its arrow_typeof spells them. */
  private static List<String> spellings() throws IOException {
    try (InputStream in = DataTypeTest.class.getResourceAsStream("types.txt")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  @Test
  void everySpellingOfDataFusionReadsBack() throws IOException {
    assertThat(spellings())
        .hasSizeGreaterThan(500)
        .allSatisfy(text -> assertThat(DataType.parse(text)).hasToString(text));
  }

  @Test
  void everyTypeIsEqualToItsOwnSpelling() throws IOException {
    assertThat(spellings())
        .allSatisfy(
            text ->
                assertThat(DataType.parse(text))
                    .isEqualTo(DataType.parse(text))
                    .hasSameHashCodeAs(DataType.parse(text)));
    assertThat(spellings().stream().map(DataType::parse).distinct()).hasSameSizeAs(spellings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ` Int32 `                                     | Int32
          Timestamp(Nanosecond, None)                   | Timestamp(ns)
          Timestamp(Nanosecond, Some("UTC"))            | Timestamp(ns, "UTC")
          Timestamp(us,"+05:30")                        | Timestamp(µs, "+05:30")
          Time32(Second)                                | Time32(s)
          Decimal128(10,-2)                             | Decimal128(10, -2)
          List(nullable Int64)                          | List(Int64)
          List(non-null Int64, field: 'foo')            | List(non-null Int64, field: 'foo')
          FixedSizeList(3, Int32)                       | FixedSizeList(3 x Int32)
          FixedSizeList(3 x non-null Int32, field: 'q') | FixedSizeList(3 x non-null Int32, field: 'q')
          Struct("a": Int32,)                           | Struct("a": Int32)
          Struct()                                      | Struct()
          Struct("a\\"b": Int32)                        | Struct("a\\\\\\"b": Int32)
          Union(Sparse, 0: ("a": Int32), 3: ("b": Utf8)) | Union(Sparse, 0: ("a": Int32), 3: ("b": Utf8))
          RunEndEncoded("run_ends": non-null Int32, "values": Utf8) | RunEndEncoded("run_ends": non-null Int32, "values": Utf8)
          Map("entries": Struct("key": Utf8, "value": Int64), sorted) | Map("entries": Struct("key": Utf8, "value": Int64), sorted)
          Dictionary(Int32, Utf8)                       | Dictionary(Int32, Utf8)
          """)
  void otherSpellingsAreReadToo(String text, String type) {
    assertThat(DataType.parse(text)).hasToString(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "int32",
        "Foo",
        "12",
        "Time32(ns)",
        "Time64(s)",
        "Interval(Month)",
        "FixedSizeBinary(-1)",
        "FixedSizeBinary(3000000000)",
        "Decimal32(10, 0)",
        "Decimal128(39, 2)",
        "Decimal128(0, 0)",
        "Decimal128(5, 6)",
        "Decimal128(5, -129)",
        "Decimal256(300,2)",
        "List(",
        "List(Int64) x",
        "List(Int64, field: 'it''em')",
        "List(Int64, metadata: {\"a\": \"b\"})",
        "FixedSizeList(3xInt32)",
        "Struct(\"\": Int32)",
        "Struct(a Int64)",
        "Struct(\"a\" Int64)",
        "Struct(\"a: Int64)",
        "Map(Utf8, Int64)",
        "Union(Dense, 0: (\"a\": Int32), 0: (\"b\": Utf8))",
        "Union(Dense, -1: (\"a\": Int32))",
        "RunEndEncoded(Int32, Utf8)",
        "Timestamp(s, \"\")"
      })
  void whatDataFusionDoesNotReadIsRefusedByName(String text) {
    assertThatThrownBy(() -> DataType.parse(text))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME))
        .hasMessageStartingWith("Cannot read type '" + text + "': found ")
        .hasMessageContaining(", expected ");
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThatThrownBy(() -> DataType.parse("List(".repeat(100_000)))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }

  @Test
  void metadataIsSpelledInTheOrderOfItsKeys() {
    Field field = new Field("a", DataType.INT32, false, Map.of("k", "v", "b", "\"\n"));

    assertThat(new DataType.Struct(List.of(field)))
        .hasToString("Struct(\"a\": non-null Int32, metadata: {\"b\": \"\\\"\\n\", \"k\": \"v\"})");
    assertThat(new DataType.ListOf(TypeId.LIST, field))
        .hasToString(
            "List(non-null Int32, field: 'a', metadata: {\"b\": \"\\\"\\n\", \"k\": \"v\"})");
  }

  @Test
  void fieldsOfTheSameMetadataInAnotherOrderAreEqual() {
    Map<String, String> forth = new java.util.LinkedHashMap<>(Map.of("a", "1"));
    forth.put("b", "2");
    Map<String, String> back = new java.util.LinkedHashMap<>(Map.of("b", "2"));
    back.put("a", "1");

    assertThat(new Field("f", DataType.UTF8, true, forth))
        .isEqualTo(new Field("f", DataType.UTF8, true, back))
        .hasSameHashCodeAs(new Field("f", DataType.UTF8, true, back))
        .isNotEqualTo(Field.of("f", DataType.UTF8))
        .isNotEqualTo(new Field("f", DataType.UTF8, false, forth));
  }

  @Test
  void aSchemaFindsColumnsByTheirExactName() {
    Schema schema = Schema.of(Field.of("a", DataType.INT64), Field.of("A", DataType.UTF8)).as("t");

    assertThat(schema.indexOf("A")).hasValue(1);
    assertThat(schema.indexOf("b")).isEmpty();
    assertThat(schema.plus(Field.of("b", DataType.DATE32)).indexOf("b")).hasValue(2);
    assertThat(schema).isEqualTo(new Schema("t", schema.fields())).isNotEqualTo(schema.as("u"));
  }
}
