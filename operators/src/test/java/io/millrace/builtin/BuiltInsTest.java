// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.AggregateFamily;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.scalar.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuiltInsTest {
  @ParameterizedTest
  @EnumSource
  void aFamilySaysWhichFunctionsItsFileDeclares(Family family) {
    assertThat(family.functions())
        .extracting(Scalar::name)
        .as("to be said in Family: %s(\"%s\")", family, names(family.functions(), Scalar::name))
        .containsExactlyElementsOf(family.names())
        .allSatisfy(name -> assertThat(BuiltIns.scalar(name).orElseThrow().name()).isEqualTo(name));
  }

  @Test
  void everyScalarIsDeclaredOnceUnderTheNameThatTheWireCarries() {
    List<String> names =
        Arrays.stream(Family.values()).flatMap(each -> each.names().stream()).toList();
    assertThat(names)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(
            name ->
                assertThat(FunctionNames.find(name, FunctionKind.SCALAR))
                    .isEqualTo(Optional.of(name)));
  }

  @ParameterizedTest
  @EnumSource
  void aFamilySaysWhichAggregatesItsFileDeclares(AggregateFamily family) {
    assertThat(family.functions())
        .extracting(Aggregate::name)
        .as(
            "to be said in AggregateFamily: %s(\"%s\")",
            family, names(family.functions(), Aggregate::name))
        .containsExactlyElementsOf(family.names());
  }

  @Test
  void everyAggregateIsDeclaredOnceUnderTheNameThatTheWireCarries() {
    assertThat(AggregateFamily.all())
        .extracting(Aggregate::name)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(
            name ->
                assertThat(FunctionNames.find(name, FunctionKind.AGGREGATE))
                    .isEqualTo(Optional.of(name)));
  }

  private static <E> String names(List<E> functions, Function<E, String> name) {
    return functions.stream().map(name).collect(Collectors.joining(" "));
  }
}
