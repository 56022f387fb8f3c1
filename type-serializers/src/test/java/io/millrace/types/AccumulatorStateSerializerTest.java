// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Bytes;
import io.millrace.expr.Interval;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AccumulatorStateSerializerTest extends SerializerTestBase<AccumulatorState> {
  private static final AccumulatorState EVERY_FORM =
      new AccumulatorState(
          List.of(
              Arrays.asList(null, true, false, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE),
              List.of(-0.0, Double.NaN, BigInteger.ONE.shiftLeft(200).negate(), "", "é😀"),
              List.of(Bytes.copyOf(new byte[] {1, 2}), new Interval(-1, 2, -3)),
              List.of(List.of(1L, List.of("a"), Arrays.asList((Object) null)))));

  /** {@link #EVERY_FORM} as the first release wrote it. */
  private static final String GOLDEN =
      "0908090e0002010300030103ffffffffffffffffff0103feffffffffffffffff01090a048000000000000000047ff8000000000000"
          + "0534ff00000000000000000000000000000000000000000000000000060006 0cc3a9f09f9880"
              .replace(" ", "")
          + "09040704010208010405090209060302090206026109020 0".replace(" ", "");

  @Override
  protected TypeSerializer<AccumulatorState> createSerializer() {
    return AccumulatorStateSerializer.INSTANCE;
  }

  @Override
  protected int getLength() {
    return -1;
  }

  @Override
  protected Class<AccumulatorState> getTypeClass() {
    return AccumulatorState.class;
  }

  @Override
  protected AccumulatorState[] getTestData() {
    return new AccumulatorState[] {AccumulatorState.EMPTY, EVERY_FORM};
  }

  @Test
  void versionOneStaysReadable() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    AccumulatorStateSerializer.INSTANCE.serialize(EVERY_FORM, out);

    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(GOLDEN);
    assertThat(
            AccumulatorStateSerializer.INSTANCE.deserialize(
                new DataInputDeserializer(HexFormat.of().parseHex(GOLDEN))))
        .isEqualTo(EVERY_FORM);
  }
}
