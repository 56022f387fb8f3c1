// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TimeUnit;
import io.millrace.function.Volatility;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UserFunctionTest {
  /** Code that says itself what it equals. */
  private record Times(long factor) implements ScalarFunction.Of1<Long, Long> {
    @Override
    public Long apply(Long a) {
      return a * factor;
    }
  }

  private static final class Quarrelsome implements ScalarFunction.Of1<Long, Long> {
    @Override
    public Long apply(Long a) {
      return a;
    }

    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException("no");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("no");
    }
  }

  @Test
  void typesAreReadFromTheLambda() {
    ScalarUdf f = ScalarUdf.of("f", (Long a, String b, byte[] c) -> LocalDateTime.MIN);
    assertThat(f.argumentTypes()).containsExactly(DataType.INT64, DataType.UTF8, DataType.BINARY);
    assertThat(f.arguments().get(1).name()).isEqualTo("arg_1");
    assertThat(f.returns()).isEqualTo(Field.of("value", DataType.timestamp(TimeUnit.NANOSECOND)));
    assertThat(ScalarUdf.of("g", () -> 1).returns().type()).isEqualTo(DataType.INT32);
    assertThat(ScalarUdf.of("h", (Integer a) -> Instant.EPOCH).returns().type())
        .isEqualTo(DataType.timestamp(TimeUnit.NANOSECOND, "UTC"));
    assertThat(ScalarUdf.of("i", String::length).argumentTypes()).containsExactly(DataType.UTF8);
    assertThat(ScalarUdf.of("j", new Times(2)).argumentTypes()).containsExactly(DataType.INT64);
  }

  @Test
  void typesThatSayNothingAreRefused() {
    assertThatThrownBy(() -> ScalarUdf.of("f", (Object a) -> 1L))
        .hasMessageContaining("java.lang.Object");
    assertThatThrownBy(() -> ScalarUdf.of("f", (List<Long> a) -> 1L))
        .hasMessageContaining("java.util.List");
    assertThatThrownBy(() -> ScalarUdf.of("", (Long a) -> 1L)).hasMessageContaining("empty name");
  }

  @Test
  void otherTypesOfTheSameFormCanBeSaid() {
    ScalarUdf f = ScalarUdf.of("f", (BigDecimal a) -> a);
    DataType cents = DataType.decimal128(9, 2);
    ScalarUdf exact = f.withArguments(cents).withReturns(cents);
    assertThat(exact.argumentTypes()).containsExactly(cents);
    assertThat(exact.returns().type()).isEqualTo(cents);
    assertThatThrownBy(() -> f.withArguments(DataType.INT64))
        .hasMessageContaining("java.lang.Long")
        .hasMessageContaining("java.math.BigDecimal");
    assertThatThrownBy(() -> f.withArguments()).hasMessageContaining("0 arguments");
  }

  @Test
  void theSameObjectIsEqualWhateverItsEqualsSays() {
    Quarrelsome code = new Quarrelsome();
    ScalarUdf f = ScalarUdf.of("f", code);
    assertThat(f).isEqualTo(ScalarUdf.of("f", code)).hasSameHashCodeAs(ScalarUdf.of("f", code));
    assertThat(f).isNotEqualTo(ScalarUdf.of("f", new Quarrelsome()));
  }

  @Test
  void equalCodeIsEqualAndLambdasOfOneBodyAreNot() {
    assertThat(ScalarUdf.of("f", new Times(2))).isEqualTo(ScalarUdf.of("f", new Times(2)));
    assertThat(ScalarUdf.of("f", new Times(2))).isNotEqualTo(ScalarUdf.of("f", new Times(3)));
    ScalarUdf one = ScalarUdf.of("f", (Long a) -> a + 1);
    ScalarUdf other = ScalarUdf.of("f", (Long a) -> a + 1);
    assertThat(one).isNotEqualTo(other).hasSameHashCodeAs(other);
  }

  @Test
  void theHeaderTakesPartInEquality() {
    ScalarUdf f = ScalarUdf.of("f", new Times(2));
    assertThat(f).isNotEqualTo(ScalarUdf.of("g", new Times(2)));
    assertThat(f).isNotEqualTo(f.withVolatility(Volatility.STABLE));
    assertThat(f).isNotEqualTo(f.withReturns(Field.of("other", DataType.INT64)));
    assertThat(f).isNotEqualTo(f.withReturns(Field.of("value", DataType.INT64, false)));
    assertThat(f).isNotEqualTo(f.strict());
    Field named = new Field("named", DataType.INT64, false, Map.of("k", "v"));
    assertThat(f).as("of arguments only types count").isEqualTo(f.withArguments(List.of(named)));
  }

  @Test
  void formsGoBothWays() {
    DataType micros = DataType.timestamp(TimeUnit.MICROSECOND);
    LocalDateTime before = LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000);
    Object count = JavaForm.of(micros).toLiteral(before, micros);
    assertThat(count).isEqualTo(-1L);
    assertThat(JavaForm.of(micros).toJava(count, micros)).isEqualTo(before);
    assertThat(JavaForm.of(DataType.UINT64).toJava(-1L, DataType.UINT64))
        .hasToString("18446744073709551615");
    assertThat(JavaForm.of(DataType.INT8).toLiteral(7L, DataType.INT8)).isEqualTo(7L);
    assertThatThrownBy(() -> JavaForm.of(DataType.INT8).toLiteral(200, DataType.INT8))
        .isInstanceOf(ArithmeticException.class);
    assertThat(
            Objects.requireNonNull(JavaForm.of(DataType.FLOAT16)).toLiteral(0.1f, DataType.FLOAT16))
        .isEqualTo(0.0999755859375);
  }
}
