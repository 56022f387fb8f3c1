// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.signature.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApproxPercentileTest {
  private static final int ROWS = 20_000;

  @ParameterizedTest
  @CsvSource({
    "0.01, 0.118783420185944, 0.10990163244739702, 0.11011529299345321",
    "0.25, 60.29769914750627, 58.86580989156042, 60.172148429366956",
    "0.5, 249.74215613962156, 250.0685555320046, 250.1727154353669",
    "0.9, 807.6612202557737, 807.9937857124465, 807.3072014908903",
    "0.999, 997.5496500163747, 999.951534094806, 997.1333234055909"
  })
  void estimatesAreThoseOfDataFusion(double q, double plain, double small, double weighted) {
    Literal percentile = Literal.of(q);

    assertThat(estimate("approx_percentile_cont", null, percentile)).isEqualTo(plain);
    assertThat(estimate("approx_percentile_cont", null, percentile, Literal.of(20L)))
        .isEqualTo(small);
    assertThat(estimate("approx_percentile_cont_with_weight", null, null, percentile))
        .isEqualTo(weighted);
  }

  @Test
  void aStateWrittenAndReadGivesTheSameEstimate() {
    Aggregate.Request request =
        request(find("approx_percentile_cont"), Arrays.asList(null, Literal.of(0.9)));
    Accumulator fed = fed(find("approx_percentile_cont"), request);
    Accumulator read = find("approx_percentile_cont").accumulator().apply(request);
    read.resize(1);
    read.load(0, fed.state(0));

    assertThat(read.state(0)).isEqualTo(fed.state(0));
    assertThat(result(read)).isEqualTo(result(fed));
  }

  private static double estimate(String name, Literal... constants) {
    return result(fed(find(name), request(find(name), Arrays.asList(constants))));
  }

  private static Aggregate find(String name) {
    return AggregateFamily.find(name).orElseThrow();
  }

  private static Aggregate.Request request(Aggregate function, List<Literal> constants) {
    List<DataType> types = new ArrayList<>();
    constants.forEach(
        each ->
            types.add(
                each != null && each.value() instanceof Long ? DataType.INT64 : DataType.FLOAT64));
    DataType result = function.returns().apply(new Call(types, constants, null));
    return new Aggregate.Request(new Call(types, constants, result), false, false, List.of());
  }

  /** In blocks that do not end where batches do. */
  private static Accumulator fed(Aggregate function, Aggregate.Request request) {
    Accumulator accumulator = function.accumulator().apply(request);
    accumulator.resize(1);
    DoubleBlock values = new DoubleBlock(Block.CAPACITY);
    DoubleBlock weights = new DoubleBlock(Block.CAPACITY);
    int count = 0;
    long seed = 1;
    for (int i = 0; i < ROWS; i++) {
      seed = (seed * 25_214_903_917L + 11) & ((1L << 48) - 1);
      double part = (seed >>> 16) / 4_294_967_296.0;
      values.values[count] = part * part * 1000;
      weights.values[count++] = 1 + i % 5;
      if (count == 1000 || i == ROWS - 1) {
        accumulator.update(new Block[] {values, weights}, new int[count], count);
        count = 0;
      }
    }
    return accumulator;
  }

  private static double result(Accumulator accumulator) {
    DoubleBlock out = (DoubleBlock) Block.of(Lane.DOUBLE, 1);
    accumulator.result(0, out, 0);
    return out.values[0];
  }
}
