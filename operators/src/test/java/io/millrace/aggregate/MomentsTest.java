// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.signature.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MomentsTest {
  private static final long SEED = Long.getLong("millrace.seed", System.nanoTime());

  record Pair(Double first, Double second) {}

  static List<Aggregate> functions() {
    return StatisticFunctions.ALL;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void anySplitMergedInOrderGivesTheWhole(Aggregate function) {
    Random random = new Random(SEED);
    for (int round = 0; round < 100; round++) {
      List<Pair> pairs = randomPairs(random);
      int cut = random.nextInt(pairs.size() + 1);
      Accumulator left = fed(function, pairs.subList(0, cut));
      left.merge(0, fed(function, pairs.subList(cut, pairs.size())).state(0));

      assertSame(
          result(function, left), result(function, fed(function, pairs)), pairs + " " + SEED);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aStateWrittenAndReadGoesOn(Aggregate function) {
    Random random = new Random(SEED);
    for (int round = 0; round < 100; round++) {
      List<Pair> pairs = randomPairs(random);
      int cut = random.nextInt(pairs.size() + 1);
      Accumulator restored = fed(function, List.of());
      restored.load(0, fed(function, pairs.subList(0, cut)).state(0));
      feed(restored, pairs.subList(cut, pairs.size()));

      assertThat(result(function, restored))
          .as("seed %d", SEED)
          .isEqualTo(result(function, fed(function, pairs)));
      assertThat(restored.state(0)).hasSameSizeAs(function.state().apply(request(function)));
    }
  }

  private static void assertSame(Object actual, Object expected, String what) {
    if (expected instanceof Double number && Double.isFinite(number)) {
      assertThat((Double) actual)
          .as(what)
          .isCloseTo(number, within(1e-9 * Math.max(1, Math.abs(number))));
    } else {
      assertThat(actual).as(what).isEqualTo(expected);
    }
  }

  private static Accumulator fed(Aggregate function, List<Pair> pairs) {
    Accumulator accumulator = function.accumulator().apply(request(function));
    accumulator.resize(1);
    feed(accumulator, pairs);
    return accumulator;
  }

  private static void feed(Accumulator into, List<Pair> pairs) {
    Block first = Block.of(Lane.DOUBLE, Math.max(1, pairs.size()));
    Block second = Block.of(Lane.DOUBLE, Math.max(1, pairs.size()));
    for (int i = 0; i < pairs.size(); i++) {
      Cells.set(first, i, DataType.FLOAT64, pairs.get(i).first());
      Cells.set(second, i, DataType.FLOAT64, pairs.get(i).second());
    }
    into.update(new Block[] {first, second}, new int[pairs.size()], pairs.size());
  }

  private static Aggregate.Request request(Aggregate function) {
    List<DataType> types = List.of(DataType.FLOAT64, DataType.FLOAT64);
    List<Literal> constants = Arrays.asList(null, null);
    DataType result = function.returns().apply(new Call(types, constants, null));
    return new Aggregate.Request(new Call(types, constants, result), false, false, List.of());
  }

  private static Object result(Aggregate function, Accumulator accumulator) {
    DataType type = request(function).call().result();
    Block out = Block.of(Lane.of(type), 1);
    accumulator.result(0, out, 0);
    return Cells.get(out, 0, type);
  }

  /** Far enough apart for a variance that is not mere rounding, or few. */
  private static List<Pair> randomPairs(Random random) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = random.nextInt(4) == 0 ? random.nextInt(2) : 20; i > 0; i--) {
      pairs.add(new Pair(randomNumber(random), randomNumber(random)));
    }
    return pairs;
  }

  private static Double randomNumber(Random random) {
    return random.nextInt(5) == 0 ? null : 100 * random.nextDouble();
  }
}
