// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSortTest {
  /** The hashes are those of the rows that DataFusion 55 gives {@code row_number()} 1, 2, 3 ... */
  @ParameterizedTest
  @CsvSource({
    "30, 9, -1826145255, -782662523, 165192859",
    "100, 50, 2126132296, -1847350210, -1565746242",
    "1000, 300, -610529380, 68859380, -118578648",
    "1000, 3, -1429188678, -1429188678, 1930328662",
    "8000, 2000, 1433161722, -437054586, -1838528846"
  })
  void equalRowsComeInTheOrderOfDataFusion(
      int count, int distinct, int byLong, int byInt, int byTwo) {
    int[] keys = keys(count, distinct);
    RowSort.Order order = (row, other) -> keys[row] - keys[other];
    RowSort.Order two =
        (row, other) ->
            keys[row] % 2 != keys[other] % 2
                ? keys[row] % 2 - keys[other] % 2
                : keys[row] - keys[other];

    assertThat(hash(sorted(count, order, RowSort.Entry.LARGE))).isEqualTo(byLong);
    assertThat(hash(sorted(count, order, RowSort.Entry.SMALL))).isEqualTo(byInt);
    assertThat(hash(sorted(count, two, RowSort.Entry.SMALL))).isEqualTo(byTwo);
  }

  @Test
  void fewRowsAndRowsInOrderStayAsTheyCome() {
    int[] twenty = keys(20, 3);
    int[] stable =
        IntStream.range(0, 20)
            .boxed()
            .sorted(Comparator.comparingInt(row -> twenty[row]))
            .mapToInt(Integer::intValue)
            .toArray();

    assertThat(sorted(20, (row, other) -> twenty[row] - twenty[other], RowSort.Entry.SMALL))
        .containsExactly(stable);
    assertThat(sorted(1000, (row, other) -> row / 10 - other / 10, RowSort.Entry.SMALL))
        .containsExactly(IntStream.range(0, 1000).toArray());
    assertThat(sorted(1000, (row, other) -> other - row, RowSort.Entry.LARGE))
        .containsExactly(IntStream.range(0, 1000).map(i -> 999 - i).toArray());
  }

  @Test
  void rowsOfAnyNumberAndAnyKeysAreInOrder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int count = random.nextInt(round < 200 ? 100 : 5000);
      int[] keys = random.ints(count, 0, 1 + random.nextInt(1 + count)).toArray();
      RowSort.Entry entry = RowSort.Entry.values()[round % 2];
      assertInOrder(sorted(count, (a, b) -> keys[a] - keys[b], entry), keys, "seed " + seed);
    }
  }

  /** Answers are chosen so that each pivot turns out to be among the least. */
  @Test
  void anAdversaryDoesNotMakeItSlow() {
    int count = 20_000;
    int[] keys = new int[count];
    Arrays.fill(keys, count);
    int[] state = {0, 0, 0};
    RowSort.Order adversary =
        (a, b) -> {
          state[2]++;
          if (keys[a] == count && keys[b] == count) {
            keys[a == state[1] ? a : b] = state[0]++;
          }
          if (keys[a] == count) {
            state[1] = a;
          } else if (keys[b] == count) {
            state[1] = b;
          }
          return Integer.compare(keys[a], keys[b]);
        };

    int[] rows = sorted(count, adversary, RowSort.Entry.LARGE);

    assertInOrder(rows, keys, "");
    assertThat(state[2]).isLessThan(60 * count);
  }

  private static void assertInOrder(int[] rows, int[] keys, String seed) {
    int[] expected = keys.clone();
    Arrays.sort(expected);
    assertThat(Arrays.stream(rows).map(row -> keys[row]).toArray()).as(seed).isEqualTo(expected);
    int[] all = rows.clone();
    Arrays.sort(all);
    assertThat(all).as(seed).isEqualTo(IntStream.range(0, rows.length).toArray());
  }

  private static int[] keys(int count, int distinct) {
    return IntStream.range(0, count)
        .map(i -> (int) (((long) i * i * 7919 + i * 31L) % 1009 % distinct))
        .toArray();
  }

  private static int[] sorted(int count, RowSort.Order order, RowSort.Entry entry) {
    int[] rows = IntStream.range(0, count).toArray();
    RowSort.sort(rows, order, entry);
    return rows;
  }

  private static int hash(int[] rows) {
    int hash = 0;
    for (int row : rows) {
      hash = hash * 31 + row;
    }
    return hash;
  }
}
