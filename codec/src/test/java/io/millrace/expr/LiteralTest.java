// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiteralTest {
  private static final DataType INTS =
      new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.INT64));

  @Test
  void theBytesItCameFromTakeNoPartInEquality() {
    Literal read = new Literal(INTS, List.of(1L), Bytes.wrap(new byte[] {1}));

    assertThat(read)
        .isEqualTo(new Literal(INTS, List.of(1L)))
        .hasSameHashCodeAs(new Literal(INTS, List.of(1L), Bytes.wrap(new byte[] {2})))
        .isNotEqualTo(new Literal(INTS, List.of(2L), Bytes.wrap(new byte[] {1})));
  }

  @Test
  void nestedValuesDoNotChangeWithTheListsTheyWereMadeOf() {
    List<Object> inner = new ArrayList<>(Arrays.asList(1L, null));
    List<Object> outer = new ArrayList<>(Arrays.asList(inner, null));
    Literal literal = new Literal(new DataType.ListOf(TypeId.LIST, Field.of("item", INTS)), outer);
    int hash = literal.hashCode();
    inner.set(0, 2L);
    outer.clear();

    assertThat(literal.value()).isEqualTo(Arrays.asList(Arrays.asList(1L, null), null));
    assertThat(literal.hashCode()).isEqualTo(hash);
    assertThat((List<?>) literal.value()).isUnmodifiable();
  }

  @Test
  void typesSetConstantsApart() {
    assertThat(Literal.of(1L))
        .isNotEqualTo(new Literal(DataType.INT32, 1L))
        .isNotEqualTo(new Literal(DataType.INT64, null));
    assertThat(new Literal(DataType.INT64, null)).isNotEqualTo(Literal.NULL);
    assertThat(new Literal(DataType.decimal128(3, 1), BigInteger.TEN))
        .isNotEqualTo(new Literal(DataType.decimal128(3, 0), BigInteger.TEN));
  }

  @Test
  void zeroesOfDifferentSignDifferAndNanEqualsItself() {
    assertThat(Literal.of(0.0)).isNotEqualTo(Literal.of(-0.0));
    assertThat(Literal.of(Double.NaN)).isEqualTo(Literal.of(0.0 / 0.0));
  }

  @Test
  void binaryIsComparedByContent() {
    Bytes bytes = Bytes.copyOf(new byte[] {1, -1});

    assertThat(new Literal(DataType.BINARY, bytes))
        .isEqualTo(new Literal(DataType.BINARY, Bytes.copyOf(new byte[] {1, -1})))
        .isNotEqualTo(new Literal(DataType.BINARY, Bytes.copyOf(new byte[] {1})));
    assertThat(bytes).isGreaterThan(Bytes.copyOf(new byte[] {1, 1})).hasToString("01ff");
  }
}
