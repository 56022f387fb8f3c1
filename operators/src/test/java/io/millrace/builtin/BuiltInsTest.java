// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuiltInsTest {
  @Test
  void everyScalarIsDeclaredUnderTheNameThatTheWireCarries() {
    assertThat(BuiltIns.registry().scalars())
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(FunctionNames.find(name, FunctionKind.SCALAR))
                    .isEqualTo(Optional.of(name)));
  }

  @Test
  void everyAggregateIsDeclaredUnderTheNameThatTheWireCarries() {
    assertThat(BuiltIns.registry().aggregates())
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(FunctionNames.find(name, FunctionKind.AGGREGATE))
                    .isEqualTo(Optional.of(name)));
  }
}
