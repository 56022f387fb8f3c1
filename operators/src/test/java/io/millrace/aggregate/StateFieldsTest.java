// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.TypedExpr;
import io.millrace.expr.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The names and types of states; {@code record_states.py} asks DataFusion for its own. */
class StateFieldsTest {
  /**
   * These are counted besides: which of its sums a double goes to follows from how many there have
   * been (docs/adr/0005).
   */
  private static final Set<String> COUNTED = Set.of("sum(f32)", "sum(f64)");

  static List<String> calls() throws IOException {
    return AggregateColumns.lines("states.tsv");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void areThoseOfDataFusion(String fact) {
    String[] line = fact.split("\t");
    TypedExpr.AggregateCall call = AggregateColumns.bind(line[0]);
    List<String> fields = new ArrayList<>();
    for (Field field : call.function().state().apply(call.request())) {
      fields.add(field.name());
      fields.add(field.type().toString().replace("non-null ", ""));
    }
    List<String> expected = new ArrayList<>(Arrays.asList(line).subList(1, line.length));
    if (COUNTED.contains(line[0])) {
      expected.addAll(0, List.of("count", "UInt64"));
    }

    assertThat(fields).isEqualTo(expected);
  }

  @Test
  void everyAggregateIsThere() throws IOException {
    Set<String> names =
        calls().stream()
            .map(line -> AggregateColumns.bind(line.split("\t")[0]).function().name())
            .collect(Collectors.toSet());

    assertThat(names).containsAll(AggregateFamily.all().stream().map(Aggregate::name).toList());
  }
}
