// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.protobuf.ByteString;
import io.millrace.ErrorCode;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NestedLiteralTest {
  private static final ExprCodec CODEC = ExprCodec.create();

  static Stream<Literal> literals() {
    DataType people =
        new DataType.Struct(
            List.of(Field.of("name", DataType.UTF8_VIEW), Field.of("age", DataType.UINT8)));
    DataType dense =
        new DataType.Union(
            List.of(Field.of("a", DataType.INT64), Field.of("b", DataType.UTF8)),
            List.of(3, 5),
            DataType.Union.Mode.DENSE);
    DataType sparse =
        new DataType.Union(
            List.of(Field.of("a", DataType.INT64), Field.of("b", DataType.UTF8)),
            List.of(3, 5),
            DataType.Union.Mode.SPARSE);
    DataType map =
        new DataType.MapOf(
            Field.of(
                "entries",
                new DataType.Struct(
                    List.of(
                        Field.of("keys", DataType.UTF8, false),
                        Field.of("values", DataType.FLOAT64))),
                false),
            false);
    DataType runs =
        new DataType.RunEndEncoded(
            Field.of("run_ends", DataType.INT32, false), Field.of("values", DataType.UTF8));
    return Stream.of(
        list(DataType.BOOLEAN, true, null, false),
        list(DataType.INT8, -1L, null),
        list(DataType.UINT64, -1L),
        list(
            DataType.FLOAT16,
            1.5,
            Double.NaN,
            -0.0,
            Double.POSITIVE_INFINITY,
            5.960464477539063E-8),
        list(DataType.FLOAT32, 0.1f + 0.0, null),
        list(DataType.decimal128(10, 2), BigInteger.valueOf(-12345), null),
        list(new DataType.Decimal(TypeId.DECIMAL256, 76, 0), BigInteger.TEN.pow(70).negate()),
        list(DataType.UTF8, "a", "", null, "ünïcödé"),
        list(DataType.UTF8_VIEW, "short", "longer than twelve bytes", null, "another long text"),
        list(DataType.BINARY, Bytes.wrap(new byte[] {0, -1}), Bytes.EMPTY),
        list(new DataType.FixedSizeBinary(2), Bytes.wrap(new byte[] {1, 2}), null),
        list(DataType.timestamp(TimeUnit.NANOSECOND, "UTC"), 5L, null),
        list(DataType.INTERVAL_MONTH_DAY_NANO, new Interval(1, -2, 3), null),
        list(DataType.INTERVAL_DAY_TIME, -1L << 32 | 5L),
        list(DataType.NULL, null, null),
        list(people, Arrays.asList("x", 200L), null, Arrays.asList(null, null)),
        list(dense, List.of(3L, 7L), List.of(5L, "t"), Arrays.asList(3L, null)),
        list(sparse, List.of(3L, 7L), List.of(5L, "t")),
        list(new DataType.Dictionary(DataType.INT8, DataType.UTF8), "u", "v", null, "u"),
        list(runs, "r", "r", null),
        list(new DataType.ListOf(TypeId.LIST_VIEW, Field.of("item", DataType.INT16)), List.of(1L)),
        new Literal(
            new DataType.ListOf(TypeId.LARGE_LIST_VIEW, Field.of("item", DataType.DATE32)),
            List.of(1L, 2L)),
        new Literal(
            new DataType.FixedSizeList(Field.of("item", DataType.DATE64), 2), List.of(1L, 2L)),
        new Literal(new DataType.FixedSizeList(Field.of("item", DataType.DATE64), 2), null),
        new Literal(map, List.of(List.of("k", 1.0), Arrays.asList("l", null))),
        new Literal(map, null),
        new Literal(people, Arrays.asList("x", null)),
        new Literal(people, null),
        new Literal(new DataType.Dictionary(DataType.INT8, DataType.UTF8), "u"),
        new Literal(new DataType.Dictionary(DataType.INT8, DataType.UTF8), null),
        new Literal(dense, Arrays.asList(5L, "t")),
        new Literal(dense, null),
        new Literal(runs, "r"));
  }

  @ParameterizedTest
  @MethodSource("literals")
  void aLiteralWithoutSourceIsReadBackAsItWas(Literal literal) {
    Expr expr = new Expr.Constant(literal);
    byte[] bytes = CODEC.encode(expr);
    Expr decoded = CODEC.decode(bytes);
    assertThat(decoded).isEqualTo(expr);
    assertThat(CODEC.encode(decoded)).isEqualTo(bytes);
  }

  @Test
  void theRealDataFusionsDictionariesAreRead() {
    // A struct of two lists of dictionaries, ['a'] and ['b', 'c'], and their batches.
    assertThat(Vectors.table("dictionaries.tsv")).isNotEmpty();
    for (String[] line : Vectors.table("dictionaries.tsv")) {
      byte[] bytes = Base64.getDecoder().decode(line[1]);
      Expr.Constant constant = (Expr.Constant) CODEC.decode(bytes);
      assertThat(constant.literal().value()).hasToString(line[0]);
      assertThat(CODEC.encode(constant)).isEqualTo(bytes);
      assertThat(
              CODEC.encode(
                  new Expr.Constant(
                      new Literal(constant.literal().type(), constant.literal().value()))))
          .isEqualTo(bytes);
    }
  }

  @Test
  void aBufferBeyondTheBodyIsRefused() {
    assertRefused(hostile(2, 0, 8, false), "Cannot decode expression: ");
    assertRefused(hostile(1L << 60, 0, 8, false), "Cannot decode expression: ");
    assertRefused(hostile(1, 4, 8, false), "a buffer at 4 of 8 bytes, expected within 8");
    assertRefused(hostile(1, Long.MAX_VALUE, 8, false), "expected within 8");
    assertRefused(hostile(1, -8, 8, false), "expected within 8");
    assertRefused(hostile(1, 0, 1L << 40, false), "expected within 8");
  }

  @Test
  void aCompressedBatchIsRefused() {
    assertRefused(hostile(1, 0, 8, true), "a compressed record batch");
  }

  /** Offsets 0 and 2^30 of one list over a column of NULLs that takes no bytes. */
  @Test
  void aListOfMoreThanItsBytesCouldHoldIsRefused() {
    assertRefused(hostile(1, 0, 8, false), "a nested literal that repeats its content");
  }

  @Test
  void aHugeFixedSizeIsRefusedInsteadOfAllocated() {
    for (DataType item : List.of(DataType.INT64, DataType.NULL)) {
      Expr huge =
          new Expr.Constant(
              new Literal(
                  new DataType.FixedSizeList(Field.of("item", item), Integer.MAX_VALUE), null));
      assertThatThrownBy(() -> CODEC.encode(huge))
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining("a nested literal of more bytes, expected at most maxBytes = ");
    }
  }

  @Test
  void aValueThatDoesNotFitItsTypeIsNamed() {
    for (Literal literal :
        List.of(
            new Literal(DataType.INT64, "text"),
            new Literal(DataType.NULL, 1L),
            new Literal(DataType.decimal128(38, 0), BigInteger.ONE.shiftLeft(127)),
            new Literal(new DataType.Time(TypeId.TIME32, TimeUnit.NANOSECOND), 1L),
            new Literal(
                new DataType.FixedSizeList(Field.of("item", DataType.INT64), 3), List.of(1L)),
            new Literal(DataType.parse("List(Int64)"), List.of("text")),
            new Literal(
                new DataType.Struct(List.of(Field.of("a", DataType.INT64))), List.of(1L, 2L)),
            new Literal(DataType.parse("List(Int64)"), null, Bytes.wrap(new byte[] {-1})))) {
      assertThatThrownBy(() -> CODEC.encode(new Expr.Constant(literal)))
          .as("%s", literal)
          .isInstanceOf(MillraceException.class)
          .hasMessageStartingWith("Cannot encode expression: ")
          .extracting(e -> ((MillraceException) e).code())
          .isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION);
    }
  }

  private static Literal list(DataType item, Object... items) {
    return new Literal(
        new DataType.ListOf(TypeId.LIST, Field.of("item", item)),
        java.util.Collections.unmodifiableList(Arrays.asList(items)));
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> CODEC.decode(bytes))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining(message);
  }

  /** A list of NULLs from 0 to 2^30 in a batch of so many rows, with its offsets in that buffer. */
  private static byte[] hostile(long rows, long offset, long length, boolean compressed) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int compression =
        compressed ? BodyCompression.createBodyCompression(builder, (byte) 0, (byte) 0) : 0;
    RecordBatch.startBuffersVector(builder, 2);
    Buffer.createBuffer(builder, offset, length);
    Buffer.createBuffer(builder, 0, 0);
    int buffers = builder.endVector();
    RecordBatch.startNodesVector(builder, 2);
    FieldNode.createFieldNode(builder, 1L << 30, 1L << 30);
    FieldNode.createFieldNode(builder, rows, 0);
    int nodes = builder.endVector();
    RecordBatch.startRecordBatch(builder);
    RecordBatch.addLength(builder, rows);
    RecordBatch.addNodes(builder, nodes);
    RecordBatch.addBuffers(builder, buffers);
    if (compressed) {
      RecordBatch.addCompression(builder, compression);
    }
    int batch = RecordBatch.endRecordBatch(builder);
    builder.finish(
        Message.createMessage(builder, MetadataVersion.V5, MessageHeader.RecordBatch, batch, 8, 0));
    CommonProto.ScalarNestedValue source =
        CommonProto.ScalarNestedValue.newBuilder()
            .setIpcMessage(ByteString.copyFrom(builder.sizedByteArray()))
            .setArrowData(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, 0x40}))
            .build();
    Literal literal =
        new Literal(DataType.parse("List(Null)"), List.of(), Bytes.wrap(source.toByteArray()));
    return ExprCodec.withLimits(Limits.DEFAULT).encode(new Expr.Constant(literal));
  }
}
