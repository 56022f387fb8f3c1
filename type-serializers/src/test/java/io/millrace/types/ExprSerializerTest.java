// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ExprSerializerTest extends SerializerTestBase<EncodedExpr> {
  /** {@code lit(1)} as datafusion-python 55.0.0 writes it, in version 1 of the envelope. */
  private static final String GOLDEN = "4d4c524301003700000004b9975d9a1a023801";

  private static final byte[] ONE = {0x1A, 0x02, 0x38, 0x01};

  @Override
  protected TypeSerializer<EncodedExpr> createSerializer() {
    return new ExprSerializer();
  }

  @Override
  protected int getLength() {
    return -1;
  }

  @Override
  protected Class<EncodedExpr> getTypeClass() {
    return EncodedExpr.class;
  }

  @Override
  protected EncodedExpr[] getTestData() {
    return new EncodedExpr[] {
      EncodedExpr.of(ONE), EncodedExpr.of(new byte[0]), EncodedExpr.of(new byte[] {-1, -1, -1})
    };
  }

  @Test
  void versionOneStaysReadable() throws IOException {
    EncodedExpr read = read(HexFormat.of().parseHex(GOLDEN));

    assertThat(read).isEqualTo(EncodedExpr.of(ONE));
    assertThat(HexFormat.of().formatHex(write(EncodedExpr.of(ONE)))).isEqualTo(GOLDEN);
  }

  @Test
  void bytesThatAreNoExpressionTravelAndSayWhy() throws IOException {
    EncodedExpr read = read(write(EncodedExpr.of(new byte[] {-1, -1, -1})));

    assertThat(read.bytes()).containsExactly(-1, -1, -1);
    assertThat(read.problem().orElseThrow().code()).isEqualTo(ErrorCode.MALFORMED_BYTES);
    assertThatThrownBy(read::expr).isInstanceOf(MillraceException.class);
  }

  @Test
  void aFlippedBitIsFound() throws IOException {
    byte[] damaged = HexFormat.of().parseHex(GOLDEN);
    damaged[damaged.length - 1] ^= 1;

    EncodedExpr read = read(damaged);

    assertThat(read.problem().orElseThrow().code()).isEqualTo(ErrorCode.STATE_CORRUPT);
    assertThat(read(write(read)).problem().orElseThrow().code())
        .as("copying must not mend the checksum")
        .isEqualTo(ErrorCode.STATE_CORRUPT);
  }

  @Test
  void bytesOfAnotherReleaseAreNamed() throws IOException {
    byte[] newer = write(new EncodedExpr(StateEnvelope.of(56, ONE)));

    assertThat(read(newer).problem().orElseThrow())
        .hasMessage("Cannot read expression from state: written for DataFusion 56, expected 55");
  }

  @Test
  void aLengthThatTheStreamDoesNotHoldAllocatesNothing() {
    byte[] damaged = HexFormat.of().parseHex(GOLDEN);
    damaged[7] = 0x7F;

    assertThatThrownBy(() -> read(damaged)).isInstanceOf(IOException.class);
  }

  private static byte[] write(EncodedExpr expr) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new ExprSerializer().serialize(expr, out);
    return out.getCopyOfBuffer();
  }

  private static EncodedExpr read(byte[] bytes) throws IOException {
    return new ExprSerializer().deserialize(new DataInputDeserializer(bytes));
  }
}
