// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementListTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RandomValues values = new RandomValues(random);

  static List<DataType> flat() {
    return RandomValues.TYPES.stream().filter(ElementList::holds).toList();
  }

  private List<Object> random(DataType type, int size) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(random.nextInt(5) == 0 ? null : values.value(type));
    }
    return list;
  }

  /** With other elements before and behind. */
  private ElementList within(DataType type, List<Object> list) {
    int before = random.nextInt(70);
    Block block = Block.of(Lane.of(type), before + list.size() + 3);
    block.reset();
    for (int i = 0; i < block.capacity(); i++) {
      int place = i - before;
      boolean inside = place >= 0 && place < list.size();
      Cells.set(block, i, type, inside ? list.get(place) : values.value(type));
    }
    return new ElementList(block, type, before, list.size());
  }

  @ParameterizedTest
  @MethodSource("flat")
  void isAListLikeOthers(DataType type) {
    List<Object> plain = random(type, 40);
    ElementList list = within(type, plain);
    assertThat((List<Object>) list).as("seed %d", seed).isEqualTo(plain).hasSameHashCodeAs(plain);
    assertThat(list.subList(7, 31).subList(1, 20)).isEqualTo(plain.subList(8, 27));
    assertThat(list.copy()).isEqualTo(plain).isNotInstanceOf(ElementList.class);
    assertThatThrownBy(() -> list.get(40)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @MethodSource("flat")
  void findsTheFirstOfAValueAndNull(DataType type) {
    List<Object> plain = random(type, 30);
    ElementList list = within(type, plain);
    for (Object each : plain) {
      assertThat(list.find(each))
          .as("seed %d: %s in %s", seed, each, plain)
          .isEqualTo(plain.indexOf(each));
    }
    assertThat(within(type, List.of()).find(values.value(type))).isEqualTo(-1);
  }

  @Test
  void floatsAreFoundByTheirBitsAndBinaryByItsBytes() {
    ElementList zeros = within(DataType.FLOAT64, Arrays.asList(0.0, null, -0.0, Double.NaN));
    assertThat(zeros.find(-0.0)).isEqualTo(2);
    assertThat(zeros.find(Double.NaN)).isEqualTo(3);
    ElementList bytes = within(DataType.BINARY, List.of(Bytes.EMPTY, Bytes.wrap(new byte[] {1})));
    assertThat(bytes.find(Bytes.wrap(new byte[] {1}))).isEqualTo(1);
    assertThat(bytes.find(Bytes.EMPTY)).isZero();
  }

  @Test
  void whoKeepsAListGetsACopy() {
    DataType type = DataType.parse("List(Int64)");
    Block lists = Block.of(Lane.of(type), 1);
    ElementList list = within(DataType.INT64, Arrays.asList(1L, null));
    Cells.set(lists, 0, type, list);
    assertThat(Cells.view(lists, 0, type)).isSameAs(list);
    assertThat(Cells.get(lists, 0, type))
        .isEqualTo(Arrays.asList(1L, null))
        .isNotInstanceOf(ElementList.class);
  }
}
