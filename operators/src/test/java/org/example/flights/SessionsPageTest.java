// SPDX-License-Identifier: Apache-2.0
package org.example.flights;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.Bytes;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.operator.ExprFilterFunction;
import io.millrace.operator.Expressions;
import io.millrace.session.ContextScope;
import io.millrace.session.ExtensionCodec;
import io.millrace.session.ExtensionKind;
import io.millrace.session.SessionContext;
import io.millrace.session.WorkerContext;
import io.millrace.sql.SqlSchema;
import io.millrace.trust.TrustPolicy;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.UserFunction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

/** The code of the page "Sessions and codecs", run as a user runs it. */
class SessionsPageTest {
  private final Schema schema = SqlSchema.parse("amount BIGINT, score DOUBLE");

  @Test
  void functionsTravelByValueAndByName() {
    SessionContext session = SessionContext.create();
    session.registerUdf(ScalarUdf.of("risk", (Long amount, Double score) -> amount * score));
    Expr expr = session.parseSqlExpr("risk(amount, score) > 100", schema);

    byte[] byValue = session.encode(expr);
    byte[] byName = session.withUdfInlining(false).encode(expr);
    assertThat(byName.length).isLessThan(byValue.length / 10);

    SessionContext receiver =
        SessionContext.create().withTrust(TrustPolicy.unsigned("both ends are ours"));
    Expr received = receiver.decode(byValue);
    assertThat(receiver.encode(received)).isEqualTo(byValue);
    assertThatThrownBy(() -> receiver.decode(byName)).hasMessageContaining("'risk'");
    assertThatThrownBy(() -> SessionContext.create().decode(byValue))
        .hasMessageContaining("'risk'");
    assertThat(session.decode(byName)).isEqualTo(expr);
  }

  /** Functions by their number in a catalogue. */
  private static final class Catalogue implements ExtensionCodec {
    @Override
    public Optional<Bytes> encode(ExtensionKind kind, Object thing) {
      return thing instanceof UserFunction function && function.name().equals("beyond")
          ? Optional.of(Bytes.wrap("7".getBytes(StandardCharsets.US_ASCII)))
          : Optional.empty();
    }

    @Override
    public Object decode(ExtensionKind kind, String name, Bytes bytes) {
      return name.equals("beyond") ? FlightFunctions.beyond(7) : null;
    }
  }

  @Test
  void codecsAreChained() {
    SessionContext chained =
        SessionContext.create()
            .withUdfInlining(false)
            .withLogicalExtensionCodec(new Catalogue(), "acme.catalogue");
    assertThat(chained.logicalExtensionCodecIds()).containsExactly("acme.catalogue");

    byte[] bytes = chained.encode(FlightFunctions.beyond(7).call(col("dep_delay")));
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("DFPYCHN", "catalogue");
    assertThat(chained.decode(bytes)).isInstanceOf(Expr.ScalarCall.class);
    assertThatThrownBy(() -> SessionContext.create().decode(bytes))
        .hasMessageContaining("'acme.catalogue', which is not installed");
  }

  /** Expressions come as bytes, and are decoded by the session of the task. */
  static final class Decoding extends RichFilterFunction<byte[]> {
    private transient ContextScope scope;

    @Override
    public void open(OpenContext context) {
      SessionContext session = SessionContext.create();
      session.registerUdf(FlightFunctions.beyond(60));
      scope = WorkerContext.open(session);
    }

    @Override
    public void close() {
      scope.close();
    }

    @Override
    public boolean filter(byte[] bytes) {
      return WorkerContext.or(null).decode(bytes) instanceof Expr.ScalarCall;
    }
  }

  @Test
  void aTaskHasItsSessionWhileItIsOpen() {
    byte[] bytes =
        SessionContext.create()
            .withUdfInlining(false)
            .encode(FlightFunctions.beyond(60).call(col("dep_delay")));
    Decoding function = new Decoding();
    function.open(null);
    assertThat(function.filter(bytes)).isTrue();
    function.close();
    assertThat(WorkerContext.current()).isEmpty();
    assertThatThrownBy(() -> function.filter(bytes)).hasMessageContaining("'beyond'");
  }

  @Test
  void tasksMakeTheirSessions() {
    Expressions<Row> flights =
        Expressions.overRows(SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE"))
            .withSessions(
                () -> {
                  SessionContext ours = SessionContext.create().withUdfInlining(false);
                  ours.registerUdf(FlightFunctions.beyond(60));
                  return ours;
                });
    ExprFilterFunction<Row> late = flights.filter("beyond(dep_delay) > 100");
    assertThat(late).isNotNull();
  }
}
