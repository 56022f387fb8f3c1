// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.column.EvaluationError;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Single;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No result is larger than its function's declaration says, whatever the arguments: those here are
 * long texts and lists, and counts that would make gigabytes.
 */
class ResultSizeTest {
  private static final int CALLS = 400;
  private static final int MOST_ARGUMENTS = 4;
  private static final int FIXED_WIDTH = 8;
  private static final DataType INTEGERS =
      new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.INT64));
  private static final DataType TEXTS =
      new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.UTF8));
  private static final List<Literal> ARGUMENTS =
      List.of(
          new Literal(DataType.UTF8, ""),
          new Literal(DataType.UTF8, "a"),
          new Literal(DataType.UTF8, "hex"),
          new Literal(DataType.UTF8, ","),
          new Literal(DataType.UTF8, "year"),
          new Literal(DataType.UTF8, "%A %B %c"),
          new Literal(DataType.UTF8, "aβ,".repeat(700)),
          new Literal(DataType.UTF8, "%c".repeat(500)),
          new Literal(DataType.UTF8, "ΐ".repeat(1_000)),
          new Literal(DataType.UTF8_VIEW, "a"),
          new Literal(DataType.UTF8_VIEW, "a".repeat(10_000)),
          new Literal(DataType.UTF8_VIEW, "b".repeat(5_000)),
          new Literal(DataType.INT64, 0L),
          new Literal(DataType.INT64, 3L),
          new Literal(DataType.INT64, -1L),
          new Literal(DataType.INT64, 100_000L),
          new Literal(DataType.INT64, 1_000_000_000L),
          new Literal(DataType.INT64, Long.MAX_VALUE),
          new Literal(DataType.INT32, 5L),
          new Literal(DataType.UINT64, 1_000_000_000L),
          new Literal(DataType.FLOAT64, 1.5),
          new Literal(DataType.BOOLEAN, true),
          new Literal(DataType.DATE32, 19_000L),
          new Literal(DataType.timestamp(TimeUnit.NANOSECOND), 1_700_000_000_000_000_000L),
          new Literal(INTEGERS, List.of(1L, 2L, 3L)),
          new Literal(INTEGERS, Collections.nCopies(3_000, 7L)),
          new Literal(TEXTS, Collections.nCopies(2_000, "a")),
          new Literal(TEXTS, List.of("b".repeat(3_000))));

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @EnumSource
  void resultsAreNoLargerThanDeclared(Family family) {
    family.functions().forEach(this::one);
  }

  void one(Scalar function) {
    for (int i = 0; i < CALLS; i++) {
      List<Literal> args = new ArrayList<>();
      for (int left = random.nextInt(MOST_ARGUMENTS + 1); left > 0; left--) {
        args.add(ARGUMENTS.get(random.nextInt(ARGUMENTS.size())));
      }
      check(function, args);
    }
  }

  private void check(Scalar function, List<Literal> args) {
    List<DataType> types = args.stream().map(Literal::type).toList();
    Optional<List<DataType>> coerced = function.accepts().coerce(types);
    if (coerced.isEmpty() || !coerced.get().equals(types)) {
      return;
    }
    Literal result;
    try {
      Call typed = new Call(types, args, null);
      DataType type = function.returns().apply(typed);
      Call call = new Call(types, args, type);
      Kernel kernel = function.kernel().apply(call);
      result = Single.evaluate(kernel, function.nulls().apply(call), args, type);
    } catch (MillraceException | EvaluationError refused) {
      return;
    }
    long given = args.stream().mapToLong(each -> size(each.value())).sum();
    assertThat(size(result.value()))
        .as("seed %d: bytes of a result of %s of %d bytes", seed, function.name(), given)
        .isLessThanOrEqualTo(function.size().most(given));
  }

  private static long size(Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    if (value instanceof Bytes bytes) {
      return bytes.length();
    }
    return value instanceof List<?> values
        ? values.stream().mapToLong(ResultSizeTest::size).sum() + FIXED_WIDTH
        : FIXED_WIDTH;
  }
}
