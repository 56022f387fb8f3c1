// SPDX-License-Identifier: Apache-2.0
package io.millrace.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FunctionNamesTest {
  @Test
  void anAliasStandsForTheFunctionsOwnName() {
    assertThat(FunctionNames.find("pow", FunctionKind.SCALAR)).contains("power");
    assertThat(FunctionNames.find("power", FunctionKind.SCALAR)).contains("power");
  }

  @Test
  void kindsAreApart() {
    assertThat(FunctionNames.find("sum", FunctionKind.SCALAR)).isEmpty();
    assertThat(FunctionNames.find("mean", FunctionKind.AGGREGATE)).contains("avg");
    assertThat(FunctionNames.find("row_number", FunctionKind.WINDOW)).contains("row_number");
  }

  @Test
  void theTableSaysWhatCallsGive() {
    assertThat(FunctionNames.result("upper", FunctionKind.SCALAR)).isEqualTo(CallResult.UTF8);
    assertThat(FunctionNames.result("count", FunctionKind.WINDOW, FunctionKind.AGGREGATE))
        .isEqualTo(CallResult.INT64);
    assertThat(FunctionNames.result("nobody_knows", FunctionKind.SCALAR))
        .isEqualTo(CallResult.UNKNOWN);
  }

  @Test
  void caseCounts() {
    assertThat(FunctionNames.find("ABS", FunctionKind.SCALAR)).isEmpty();
  }

  @Test
  void aTypingErrorIsClosestToWhatWasMeant() {
    assertThat(Closest.to("uper", FunctionNames.names(FunctionKind.SCALAR))).contains("upper");
    assertThat(Closest.to("amout", java.util.List.of("country", "amount"))).contains("amount");
  }

  @Test
  void nothingIsCloseToAnUnrelatedName() {
    assertThat(Closest.to("zzzzzzzz", FunctionNames.names(FunctionKind.SCALAR))).isEmpty();
  }

  @Test
  void editsAreCountedInCodePoints() {
    assertThat(Closest.to("\uD83D\uDE00a", java.util.List.of("\uD83D\uDE01a"))).isPresent();
  }
}
