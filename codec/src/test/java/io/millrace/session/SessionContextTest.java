// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.udf.ScalarUdf;
import io.millrace.wire.ExprCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionContextTest {
  private static final Schema SCHEMA =
      Schema.of(Field.of("a", DataType.INT64), Field.of("b", DataType.FLOAT64));
  private static final ScalarUdf RISK =
      ScalarUdf.of("risk", (Long amount, Double score) -> amount * score);

  private final SessionContext session = SessionContext.create();

  @Test
  void whatIsRegisteredThroughOneHandleIsKnownToAll() {
    SessionContext other = session.withLimits(Limits.DEFAULT.with(Limit.BATCH_BYTES, 1));
    other.registerUdf(RISK);
    assertThat(session.udf("risk")).contains(RISK);
    assertThat(session.udfs()).containsExactly("risk");
    assertThat(other.sessionId()).isEqualTo(session.sessionId());
    assertThat(SessionContext.create().udf("risk")).isEmpty();
    assertThat(session.deregisterUdf("risk")).contains(RISK);
    assertThat(other.udf("risk")).isEmpty();
    assertThat(other.deregisterUdf("risk")).isEmpty();
  }

  @Test
  void namesAreFoundInTheSessionThatDecodes() {
    byte[] bytes =
        ExprCodec.create().encode(new Expr.ScalarCall("risk", List.of(col("a"), col("b"))));
    assertThatThrownBy(() -> session.decode(bytes))
        .hasMessageContaining("scalar function 'risk'")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.UNKNOWN_NAME);
    session.registerUdf(RISK);
    assertThat(session.decode(bytes)).isEqualTo(RISK.call(col("a"), col("b")));
    assertThatThrownBy(() -> SessionContext.global().decode(bytes))
        .hasMessageContaining("scalar function 'risk'");
  }

  @Test
  void sqlCallsRegisteredFunctions() {
    assertThatThrownBy(() -> session.parseSqlExpr("risk(a, b) > 1", SCHEMA))
        .hasMessageContaining("risk");
    session.registerUdf(RISK);
    Expr call = ((Expr.Binary) session.parseSqlExpr("risk(a, b) > 1", SCHEMA)).operands().get(0);
    assertThat(call).isEqualTo(RISK.call(new Expr.Column(null, "a"), new Expr.Column(null, "b")));
  }

  @Test
  void theGlobalSessionHasNoFunctionsOfUsers() {
    assertThatThrownBy(() -> SessionContext.global().registerUdf(RISK))
        .hasMessageContaining("all tasks of a JVM share it");
  }
}
