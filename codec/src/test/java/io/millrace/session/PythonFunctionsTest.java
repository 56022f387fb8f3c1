// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Payload;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.PayloadKind;
import io.millrace.udf.PythonPayload;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.WindowUdf;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Functions of Python are carried, told apart and refused, never run. */
class PythonFunctionsTest {
  private final SessionContext session = SessionContext.create();

  /** What of DataFusion's words the classification is expected to repeat. */
  private static final List<String> FAULTS =
      List.of(
          "missing wire-format version byte",
          "missing Python major version byte",
          "missing Python minor version byte",
          "this build supports v1..=v1",
          "Ran out of input",
          "pickle data was truncated",
          "invalid load key",
          "is not an instance of 'tuple'",
          "tuple index out of range");

  @Test
  void everyOneIsCarriedByteForByte() {
    for (PayloadVectors each : PayloadVectors.all()) {
      if (each.isByName() || isOfAnotherKind(each) || hasNoBytes(each)) {
        continue;
      }
      Expr expr = session.decode(each.expr());
      assertThat(PayloadVectors.definition(expr)).as(each.id()).isInstanceOf(Payload.class);
      assertThat(session.encode(expr)).as(each.id()).isEqualTo(each.expr());
    }
  }

  private static boolean isOfAnotherKind(PayloadVectors each) {
    return each.id().endsWith("magic_other_kind");
  }

  private static boolean hasNoBytes(PayloadVectors each) {
    return each.id().endsWith("cut_at_00");
  }

  @Test
  void theRestIsRefusedAsDataFusionRefusesIt() {
    for (PayloadVectors each : PayloadVectors.all()) {
      if (each.isByName() || isOfAnotherKind(each) || hasNoBytes(each)) {
        assertThat(each.error()).as(each.id()).contains("LogicalExtensionCodec is not provided");
        assertThatThrownBy(() -> session.decode(each.expr()))
            .as(each.id())
            .isInstanceOf(MillraceException.class)
            .hasMessageContaining("function '" + each.function() + "'");
      }
    }
  }

  @Test
  void damagesAreNamedAsDataFusionNamesThem() {
    Map<String, String> wrong = new TreeMap<>();
    int named = 0;
    for (PayloadVectors each : PayloadVectors.all()) {
      Found found = classified(each);
      if (found == null) {
        continue;
      }
      String expected =
          FAULTS.stream().filter(fault -> each.error().contains(fault)).findFirst().orElse("");
      named += expected.isEmpty() ? 0 : 1;
      if (!(expected.isEmpty() ? found.fault.isEmpty() : found.fault.contains(expected))) {
        wrong.put(each.id(), found.fault + " instead of " + each.error());
      }
      if (expected.isEmpty()) {
        assertThat(found.name).as(each.id()).isEqualTo(each.function());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(named).isGreaterThan(40);
  }

  private record Found(String fault, String name) {}

  private Found classified(PayloadVectors each) {
    if (each.isByName()) {
      return null;
    }
    Bytes bytes = payload(each.expr());
    if (PayloadKind.of(bytes).function() != each.kind()) {
      return null;
    }
    PythonPayload python = PythonPayload.of(bytes);
    return new Found(python.fault().orElse(""), python.name().orElse(""));
  }

  private static Bytes payload(byte[] expr) {
    Expr opaque = io.millrace.wire.ExprCodec.create().decode(expr);
    return ((Payload) PayloadVectors.definition(opaque)).bytes();
  }

  @Test
  void versionsAreReadWithoutRunningAnything() {
    for (PayloadVectors each : PayloadVectors.all()) {
      if (each.id().endsWith("/inline")) {
        PythonPayload python = PythonPayload.of(payload(each.expr()));
        assertThat(python.kind()).isEqualTo(each.kind());
        assertThat(python.format()).isEqualTo(1);
        assertThat(python.python()).isEqualTo("3.11");
        assertThat(python.name()).contains(each.function());
        assertThat(python.fault()).isEmpty();
      } else if (each.id().endsWith("python_2_7")) {
        assertThat(PythonPayload.of(payload(each.expr())).python()).isEqualTo("2.7");
      }
    }
  }

  @Test
  void aStrictSessionRefusesThemAndSaysWhatCanBeDone() {
    SessionContext strict = session.withUdfInlining(false);
    for (PayloadVectors each : PayloadVectors.all()) {
      if (each.id().endsWith("/inline")) {
        assertThat(each.strictError()).contains("Refusing to deserialize inline Python");
        assertThatThrownBy(() -> strict.decode(each.expr()))
            .hasMessageContaining(
                "Refusing to deserialize inline Python "
                    + each.kind().name().toLowerCase(java.util.Locale.ROOT)
                    + " UDF '"
                    + each.function()
                    + "'")
            .hasMessageContaining("inlining is disabled on this session")
            .hasMessageContaining("by name")
            .extracting(e -> ((MillraceException) e).code())
            .isEqualTo(ErrorCode.UNTRUSTED_FUNCTION);
        Expr opaque = session.decode(each.expr());
        assertThatThrownBy(() -> strict.encode(opaque))
            .hasMessageContaining("inlining is disabled");
      }
    }
  }

  @Test
  void thoseByNameAreFoundWhereTheyAreRegistered() {
    session.registerUdf(ScalarUdf.of("add_one", (Long i) -> i + 1));
    session.registerUdaf(
        AggregateUdf.of(
            "spread", List.of(DataType.FLOAT64), DataType.FLOAT64, List.of(), () -> null));
    session.registerUdwf(
        WindowUdf.of("plus_count", List.of(DataType.INT64), DataType.INT64, () -> null));
    int found = 0;
    for (PayloadVectors each : PayloadVectors.all()) {
      boolean known = List.of("add_one", "spread", "plus_count").contains(each.function());
      if (each.isByName() && known) {
        Expr expr = session.decode(each.expr());
        assertThat(PayloadVectors.definition(expr))
            .hasToString(
                switch (each.kind()) {
                  case SCALAR -> "ScalarUDF(add_one)";
                  case AGGREGATE -> "AggregateUDF(spread)";
                  case WINDOW -> "WindowUDF(plus_count)";
                  case HIGHER_ORDER -> "";
                });
        assertThat(session.withUdfInlining(false).encode(expr)).isEqualTo(each.expr());
        found++;
      }
    }
    assertThat(found).isEqualTo(3);
  }
}
