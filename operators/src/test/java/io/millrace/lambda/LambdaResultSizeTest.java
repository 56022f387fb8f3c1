// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.TypeId;
import io.millrace.scalar.ValueSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No result is larger than its function's declaration says, whatever the lambda gives. */
class LambdaResultSizeTest {
  private static final int CALLS = 60;
  private static final int FIXED_WIDTH = 8;
  private static final DataType TEXTS =
      new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.UTF8));

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void resultsAreNoLargerThanDeclared() {
    for (HigherOrder function : HigherOrderFunctions.ALL) {
      for (int i = 0; i < CALLS; i++) {
        List<Object> list = list();
        DataType of =
            function.takes(DataType.UTF8) ? (i % 2 == 0 ? DataType.UTF8 : TEXTS) : DataType.BOOLEAN;
        Optional<Literal> result = call(function, list, of, results(list.size(), of));
        String what = "seed %d: %s of %d".formatted(seed, function.name(), size(list));
        assertThat(result).as(what).isPresent();
        assertThat(size(result.get().value()))
            .as(what)
            .isLessThanOrEqualTo(function.size().most(size(list)));
      }
    }
  }

  /** Where the lambda's results may be of any size. */
  @Test
  void aResultThatWouldBeLargerIsRefused() {
    int elements = 64;
    List<Object> list = new ArrayList<>(Collections.nCopies(elements, "a"));
    String part = "b".repeat((int) (ValueSize.MAX_BYTES / elements) + 1_000);
    for (HigherOrder function : HigherOrderFunctions.ALL) {
      if (function.takes(DataType.UTF8)) {
        assertThat(call(function, list, DataType.UTF8, Collections.nCopies(elements, part)))
            .as(function.name())
            .isEmpty();
      }
    }
  }

  private static Optional<Literal> call(
      HigherOrder function, List<Object> list, DataType of, List<Object> results) {
    DataType type = function.returns().apply(TEXTS, Field.of("item", of));
    return function.evaluate(new Literal(TEXTS, list), of, results, type);
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    for (int left = random.nextInt(50); left > 0; left--) {
      list.add(text(random.nextBoolean() ? 3 : 3_000));
    }
    return list;
  }

  private List<Object> results(int count, DataType of) {
    List<Object> results = new ArrayList<>();
    for (int left = count; left > 0; left--) {
      if (of.equals(DataType.BOOLEAN)) {
        results.add(random.nextInt(4) == 0 ? null : random.nextBoolean());
      } else {
        results.add(of.isText() ? text(8_000) : Arrays.asList(text(7_000), text(20)));
      }
    }
    return results;
  }

  /** Now and then null. */
  private String text(int most) {
    return random.nextInt(9) == 0 ? null : "β".repeat(random.nextInt(most));
  }

  private static long size(Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    return value instanceof List<?> values
        ? values.stream().mapToLong(LambdaResultSizeTest::size).sum() + FIXED_WIDTH
        : FIXED_WIDTH;
  }
}
