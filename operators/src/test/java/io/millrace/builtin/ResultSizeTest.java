// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.cast.Casts;
import io.millrace.column.EvaluationError;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import io.millrace.kernel.Single;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No result is larger than its function's declaration says, whatever the arguments: those here are
 * long texts and lists, and counts that would make gigabytes. No call takes memory beyond that
 * either, be it refused or not.
 */
class ResultSizeTest {
  private static final int CALLS = 400;

  /** Until there is one that the function takes. */
  private static final int MOST_CALLS = 200_000;

  /** Of memory: some megabytes, and a few times what a Java object takes for a byte. */
  private static final long ALLOCATED = 32L << 20;

  private static final long ALLOCATED_EACH = 256;
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

  /** For functions that take nothing of the above. */
  private static final Map<String, List<List<Literal>>> OF_FUNCTIONS =
      Map.of(
          "union_tag", List.of(List.of(union("b".repeat(2_000)))),
          "union_extract",
              List.of(List.of(union("b".repeat(2_000)), new Literal(DataType.UTF8, "text"))),
          "date_bin",
              List.of(
                  List.of(
                      new Literal(DataType.INTERVAL_MONTH_DAY_NANO, new Interval(0, 1, 0)),
                      new Literal(DataType.timestamp(TimeUnit.NANOSECOND), 1L))),
          "digest",
              List.of(
                  List.of(
                      new Literal(DataType.UTF8, "a".repeat(2_000)),
                      new Literal(DataType.UTF8, "sha512"))),
          "map_extract", List.of(List.of(map(), new Literal(DataType.INT64, 1_000L))),
          "map_keys", List.of(List.of(map())),
          "map_values", List.of(List.of(map())),
          "map_entries", List.of(List.of(map())));

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @EnumSource
  void resultsAreNoLargerThanDeclared(Family family) {
    Map<String, Integer> checked = new TreeMap<>();
    for (Scalar function : family.functions()) {
      int calls = 0;
      for (int i = 0; i < CALLS || (calls == 0 && i < MOST_CALLS); i++) {
        calls += check(function, arguments(function)) ? 1 : 0;
      }
      checked.put(function.name(), calls);
    }
    System.out.printf("[sizes] %s, seed %d: calls checked %s%n", family, seed, checked);
    assertThat(checked).as("seed %d: functions without a call", seed).doesNotContainValue(0);
  }

  private List<Literal> arguments(Scalar function) {
    List<List<Literal>> own = OF_FUNCTIONS.get(function.name());
    if (own != null && random.nextBoolean()) {
      return own.get(random.nextInt(own.size()));
    }
    List<Literal> args = new ArrayList<>();
    for (int left = random.nextInt(MOST_ARGUMENTS + 1); left > 0; left--) {
      args.add(ARGUMENTS.get(random.nextInt(ARGUMENTS.size())));
    }
    return args;
  }

  /** False for arguments that the function does not take. */
  private boolean check(Scalar function, List<Literal> given) {
    List<Literal> args;
    Call call;
    Kernel kernel;
    try {
      List<DataType> types = given.stream().map(Literal::type).toList();
      Optional<List<DataType>> coerced = function.accepts().coerce(types);
      if (coerced.isEmpty()) {
        return false;
      }
      args = cast(given, coerced.get());
      call = call(function, args);
      kernel = function.kernel().apply(call);
    } catch (MillraceException | EvaluationError refused) {
      return false;
    }
    long bytes = args.stream().mapToLong(each -> size(each.value())).sum();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Literal result = null;
    EvaluationError error = null;
    try {
      result = Single.evaluate(kernel, function.nulls().apply(call), args, call.result());
    } catch (EvaluationError refused) {
      error = refused;
    }
    long used = THREADS.getCurrentThreadAllocatedBytes() - before;
    String what = "seed %d: %s of %d bytes".formatted(seed, function.name(), bytes);
    assertThat(used).as("%s: memory taken", what).isLessThan(ALLOCATED + ALLOCATED_EACH * bytes);
    if (error != null) {
      assertThat(function.mayFail().test(call)).as("%s: %s", what, error.getMessage()).isTrue();
      return error.code() == ErrorCode.LIMIT_EXCEEDED;
    }
    assertThat(size(result.value()))
        .as("%s: bytes of the result", what)
        .isLessThanOrEqualTo(function.size().most(bytes));
    return true;
  }

  private Call call(Scalar function, List<Literal> args) {
    List<DataType> types = args.stream().map(Literal::type).toList();
    // As columns, too: for constants other ways may be taken.
    List<Literal> known = random.nextBoolean() ? args : Collections.nCopies(args.size(), null);
    DataType type = function.returns().apply(new Call(types, known, null));
    return new Call(types, known, type);
  }

  private static List<Literal> cast(List<Literal> args, List<DataType> types) {
    List<Literal> cast = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      Literal each = args.get(i);
      cast.add(
          each.type().equals(types.get(i))
              ? each
              : Single.evaluate(
                  Casts.kernel(each.type(), types.get(i), false),
                  Nulls.STRICT,
                  List.of(each),
                  types.get(i)));
    }
    return cast;
  }

  private static Literal union(String text) {
    DataType type =
        new DataType.Union(
            List.of(Field.of("number", DataType.INT64), Field.of("text", DataType.UTF8)),
            List.of(0, 1),
            DataType.Union.Mode.SPARSE);
    return new Literal(type, List.of(1L, text));
  }

  private static Literal map() {
    DataType entry =
        new DataType.Struct(
            List.of(Field.of("key", DataType.INT64, false), Field.of("value", DataType.UTF8)));
    List<Object> entries = new ArrayList<>();
    for (long i = 0; i < 3_000; i++) {
      entries.add(List.of(i, "c".repeat(20)));
    }
    return new Literal(new DataType.MapOf(Field.of("entries", entry, false), false), entries);
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
