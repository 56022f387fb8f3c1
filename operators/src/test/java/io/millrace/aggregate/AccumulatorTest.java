// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.signature.Call;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccumulatorTest {
  private static final long SEED = Long.getLong("millrace.seed", System.nanoTime());

  record Case(Aggregate function, DataType type, boolean distinct) {
    Aggregate.Request request() {
      Call typed = new Call(List.of(type), Arrays.asList((io.millrace.expr.Literal) null), null);
      DataType result = function.returns().apply(typed);
      return new Aggregate.Request(
          new Call(typed.types(), typed.constants(), result), distinct, false, List.of());
    }

    @Override
    public String toString() {
      return function.name() + (distinct ? "(distinct " : "(") + type + ")";
    }
  }

  static Stream<Case> cases() {
    List<DataType> types =
        List.of(
            DataType.INT64,
            DataType.UINT64,
            DataType.FLOAT64,
            DataType.decimal128(10, 2),
            DataType.UTF8,
            DataType.INTERVAL_MONTH_DAY_NANO,
            DataType.timestamp(io.millrace.expr.TimeUnit.NANOSECOND));
    return AggregateFamily.all().stream()
        .flatMap(
            function ->
                types.stream()
                    .flatMap(type -> function.accepts().coerce(List.of(type)).stream())
                    .map(coerced -> coerced.get(0))
                    .distinct()
                    .flatMap(
                        type ->
                            Stream.of(
                                new Case(function, type, false), new Case(function, type, true))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneSlotAtOnceIsOneSlotRowByRow(Case tested) {
    Random random = new Random(SEED);
    for (int round = 0; round < 20; round++) {
      Accumulator plain = fed(tested, List.of());
      Accumulator once = fed(tested, List.of());
      for (int part = 0; part < 3; part++) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(15); i > 0; i--) {
          values.addAll(randomValues(tested.type(), random));
        }
        feed(plain, 0, tested.type(), values);
        if (!values.isEmpty()) {
          Block block = block(tested.type(), values);
          once.updateOne(new Block[] {block}, new int[values.size()], values.size());
        }
      }

      assertThat(result(tested, once)).as("seed %d", SEED).isEqualTo(result(tested, plain));
      assertThat(once.state(0)).isEqualTo(plain.state(0));
    }
  }

  /**
   * Not roots, which have none of what rounding leaves below 0, and no exclusive or, of which 0
   * stays, both as in DataFusion.
   */
  static Stream<Case> slidingCases() {
    return cases()
        .filter(tested -> fed(tested, List.of()).sliding().isPresent())
        .filter(tested -> !tested.function().name().startsWith("stddev"))
        .filter(tested -> !tested.function().name().equals("bit_xor"));
  }

  @ParameterizedTest
  @MethodSource("slidingCases")
  void aFrameThatSlidesGivesWhatItsRowsGive(Case tested) {
    Random random = new Random(SEED);
    for (int round = 0; round < 50; round++) {
      List<Object> values = randomValues(tested.type(), random);
      Retractable sliding = sliding(tested);
      int start = 0;
      int end = 0;
      while (end < values.size()) {
        int newEnd = Math.min(values.size(), end + 1 + random.nextInt(3));
        int newStart = Math.min(newEnd, start + random.nextInt(4));
        feed(sliding, 0, tested.type(), values.subList(end, newEnd));
        retract(sliding, tested.type(), values.subList(start, newStart));
        start = newStart;
        end = newEnd;
        List<Object> frame = values.subList(start, end);

        assertSame(
            result(tested, sliding),
            result(tested, fed(tested, frame)),
            tested + " of " + frame + " in " + values + ", seed " + SEED);
      }
    }
  }

  private static Retractable sliding(Case tested) {
    Retractable sliding = fed(tested, List.of()).sliding().orElseThrow();
    sliding.resize(1);
    return sliding;
  }

  private static void retract(Retractable from, DataType type, List<Object> values) {
    if (!values.isEmpty()) {
      from.retract(new Block[] {block(type, values)}, new int[values.size()], values.size());
    }
  }

  @Test
  void integersWrapAndNoRowsGiveNull() {
    Case sum = new Case(AggregateFunctions.SUM, DataType.INT64, false);

    assertThat(result(sum, fed(sum, List.of(Long.MAX_VALUE, 1L)))).isEqualTo(Long.MIN_VALUE);
    assertThat(result(sum, fed(sum, Arrays.asList(null, null)))).isNull();
  }

  @Test
  void distinctCountsNanOnceAndBothZerosOnce() {
    Case count = new Case(AggregateFunctions.COUNT, DataType.FLOAT64, true);

    assertThat(result(count, fed(count, Arrays.asList(Double.NaN, Double.NaN, 0.0, -0.0, null))))
        .isEqualTo(2L);
  }

  @Test
  void theMeanOfDecimalsIsCut() {
    Case avg = new Case(AggregateFunctions.AVG, DataType.decimal128(10, 2), false);
    List<Object> values =
        List.of(BigInteger.valueOf(100), BigInteger.valueOf(200), BigInteger.valueOf(200));

    assertThat(result(avg, fed(avg, values))).isEqualTo(BigInteger.valueOf(1666666));
    assertThat(avg.request().call().result()).hasToString("Decimal128(14, 6)");
  }

  @Test
  void theLeastZeroIsTheNegativeOneAndNanIsTheGreatest() {
    Case min = new Case(AggregateFunctions.MIN, DataType.FLOAT64, false);
    Case max = new Case(AggregateFunctions.MAX, DataType.FLOAT64, false);

    assertThat(result(min, fed(min, List.of(0.0, -0.0)))).isEqualTo(-0.0);
    assertThat(result(max, fed(max, List.of(Double.NaN, Double.POSITIVE_INFINITY))))
        .isEqualTo(Double.NaN);
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

  private static Accumulator fed(Case tested, List<Object> values) {
    Accumulator accumulator = tested.function().accumulator().apply(tested.request());
    accumulator.resize(1);
    feed(accumulator, 0, tested.type(), values);
    return accumulator;
  }

  private static void feed(Accumulator into, int slot, DataType type, List<Object> values) {
    int[] slots = new int[values.size()];
    Arrays.fill(slots, slot);
    into.update(new Block[] {block(type, values)}, slots, values.size());
  }

  private static Block block(DataType type, List<Object> values) {
    Block block = Block.of(Lane.of(type), Math.max(1, values.size()));
    for (int i = 0; i < values.size(); i++) {
      Cells.set(block, i, type, values.get(i));
    }
    return block;
  }

  private static Object result(Case tested, Accumulator accumulator) {
    return read(tested, accumulator, 0);
  }

  private static Object read(Case tested, Accumulator accumulator, int slot) {
    DataType type = tested.request().call().result();
    Block out = Block.of(Lane.of(type), 1);
    accumulator.result(slot, out, 0);
    return Cells.get(out, 0, type);
  }

  private static List<Object> randomValues(DataType type, Random random) {
    List<Object> values = new ArrayList<>();
    int size = random.nextInt(20);
    for (int i = 0; i < size; i++) {
      values.add(random.nextInt(5) == 0 ? null : randomValue(type, random));
    }
    return values;
  }

  private static Object randomValue(DataType type, Random random) {
    return switch (Lane.of(type)) {
      case LONG -> (long) random.nextInt(-10, 10);
      case DOUBLE -> random.nextInt(-10, 10) / 4.0;
      case BYTES -> "v" + random.nextInt(8);
      case INT128 ->
          type instanceof DataType.Interval
              ? new io.millrace.expr.Interval(
                  random.nextInt(3), random.nextInt(3), random.nextInt(3))
              : (Object) BigInteger.valueOf(random.nextInt(-1000, 1000));
      case BOOL -> random.nextBoolean();
      case OBJECT, NESTED -> throw new AssertionError(type.toString());
    };
  }
}
