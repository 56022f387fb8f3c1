// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Payload;
import io.millrace.expr.Schema;
import io.millrace.function.Volatility;
import io.millrace.trust.Admission;
import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import io.millrace.trust.TrustPolicy;
import io.millrace.udf.Accumulator;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.PayloadKind;
import io.millrace.udf.ScalarFunction;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.UdfEnvelope;
import io.millrace.udf.UserFunction;
import io.millrace.wire.ExprCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.example.risk.Functions;
import org.junit.jupiter.api.Test;

class FunctionsByValueTest {
  private static final TrustPolicy TESTS = TrustPolicy.unsigned("this is a test");

  private final SessionContext sender = SessionContext.create();
  private final SessionContext receiver = SessionContext.create().withTrust(TESTS);

  @SuppressWarnings("unchecked")
  private static Object apply(Expr call, Object argument) throws Exception {
    ScalarUdf decoded = (ScalarUdf) ((Expr.ScalarCall) call).definition();
    return ((ScalarFunction.Of1<Object, Object>) decoded.code()).apply(argument);
  }

  @Test
  void aLambdaArrivesWithAllThatIsSaidOfIt() throws Exception {
    Field returns = new Field("over", DataType.BOOLEAN, false, Map.of("unit", "dollars"));
    Field amount = new Field("amount", DataType.INT64, false, Map.of("k", "v"));
    ScalarUdf sent =
        Functions.above(10)
            .withArguments(List.of(amount))
            .withReturns(returns)
            .withVolatility(Volatility.STABLE)
            .strict();
    byte[] bytes = sender.encode(sent.call(col("a")));
    Expr call = receiver.decode(bytes);
    UserFunction received = (UserFunction) ((Expr.ScalarCall) call).definition();
    assertThat(received.name()).isEqualTo("above");
    assertThat(received.arguments()).containsExactly(amount);
    assertThat(received.returns()).isEqualTo(returns);
    assertThat(received.volatility()).isEqualTo(Volatility.STABLE);
    assertThat(((ScalarUdf) received).nulls()).isEqualTo(ScalarUdf.Nulls.STRICT);
    assertThat(received).isNotEqualTo(sent).hasSameHashCodeAs(sent);
    assertThat(apply(call, 11L)).isEqualTo(true);
    assertThat(apply(call, 10L)).isEqualTo(false);
    assertThat(receiver.encode(call)).as("sent on as it came").isEqualTo(bytes);
    assertThat(receiver.decode(bytes)).as("the same payload").isEqualTo(call);
  }

  @Test
  void comparingRunsNoCodeThatCame() {
    byte[] one = sender.encode(Functions.jealous(1).call(col("a")));
    byte[] two = sender.encode(Functions.jealous(2).call(col("a")));
    assertThat(receiver.decode(one)).isNotEqualTo(receiver.decode(two));
    assertThat(receiver.decode(one)).isEqualTo(receiver.decode(one));
    ScalarUdf arrived = (ScalarUdf) ((Expr.ScalarCall) receiver.decode(one)).definition();
    ScalarUdf other = (ScalarUdf) ((Expr.ScalarCall) receiver.decode(two)).definition();
    assertThat(arrived.strict().withVolatility(Volatility.STABLE))
        .isNotEqualTo(other.strict().withVolatility(Volatility.STABLE));
  }

  @Test
  void theLimitsOfASessionAreThoseOfItsFunctions() throws Exception {
    Expr call = Functions.above(10).call(col("a"));
    byte[] bytes = sender.encode(call);
    for (Limit limit :
        List.of(Limit.CLASSES, Limit.CLASS_BYTES, Limit.CAPTURED_BYTES, Limit.CAPTURED_DEPTH)) {
      Limits none = Limits.DEFAULT.with(limit, 0);
      assertThatThrownBy(() -> sender.withLimits(none).encode(call))
          .hasMessageContaining("Cannot ship function: ")
          .hasMessageContaining("expected at most " + limit.key() + " = 0");
      assertThatThrownBy(() -> receiver.withLimits(none).decode(bytes))
          .hasMessageContaining("Cannot read function: ")
          .hasMessageContaining("expected at most " + limit.key() + " = 0");
    }
    Limits slow = Limits.DEFAULT.with(Limit.CALL_MILLIS, 60_000).with(Limit.CALL_BYTES, 1 << 10);
    SessionContext session = receiver.withLimits(slow);
    assertThat(function(session.decode(bytes)).limits()).isEqualTo(slow);
    ScalarUdf own = Functions.like("own", 1);
    session.registerUdf(own);
    byte[] byName = session.withUdfInlining(false).encode(own.call(col("a")));
    assertThat(function(session.decode(byName)).limits()).isEqualTo(slow);
    assertThat(function(session.decode(byName))).isEqualTo(own);
    Schema schema = Schema.of(Field.of("a", DataType.INT64));
    assertThat(function(session.parseSqlExpr("own(a)", schema)).limits()).isEqualTo(slow);
    assertThat(function(receiver.parseSqlExpr("own(a)", schema))).isSameAs(own);
  }

  private static UserFunction function(Expr call) {
    return (UserFunction) ((Expr.ScalarCall) call).definition();
  }

  @Test
  void aggregateAndWindowFunctionsArriveToo() throws Exception {
    AggregateUdf total = Functions.total();
    Expr call = receiver.decode(sender.encode(total.call(col("a"))));
    AggregateUdf received = (AggregateUdf) ((Expr.AggregateCall) call).definition();
    assertThat(received.state()).isEqualTo(total.state());
    Accumulator made = received.code().create();
    made.update(List.of(3L));
    made.merge(List.of(4L));
    assertThat(made.evaluate()).isEqualTo(7L);

    Expr over = receiver.decode(sender.encode(Functions.window().call(col("a"))));
    assertThat(((Expr.WindowCall) over).definition()).hasToString("WindowUDF(w)");
  }

  @Test
  void whatACaptureCanNotBecomeBytesFailsWhereItIsEncoded() {
    ScalarUdf f = Functions.capturingA(new Thread());
    assertThatThrownBy(() -> sender.encode(f.call(col("a"))))
        .hasMessageContaining("java.lang.Thread")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION);
  }

  @Test
  void byDefaultNoFunctionByValueIsLetIn() {
    byte[] bytes = sender.encode(Functions.above(1).call(col("a")));
    assertThatThrownBy(() -> SessionContext.create().decode(bytes))
        .hasMessageContaining("function 'above'")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.UNTRUSTED_FUNCTION);
  }

  @Test
  void byNameTheReceiversOwnFunctionTakesThePlace() {
    SessionContext byName = SessionContext.create().withTrust(TrustPolicy.byName());
    byte[] bytes = sender.encode(Functions.above(1).call(col("a")));
    assertThatThrownBy(() -> byName.decode(bytes)).hasMessageContaining("function 'above'");
    ScalarUdf own = Functions.above(5);
    byName.registerUdf(own);
    assertThat(byName.decode(bytes)).isEqualTo(own.call(col("a")));
  }

  @Test
  void whoSignedItOrNotStrictnessComesFirst() {
    SessionContext strict = receiver.withUdfInlining(false);
    byte[] bytes = sender.encode(Functions.above(1).call(col("a")));
    assertThatThrownBy(() -> strict.decode(bytes))
        .hasMessageContaining("Refusing to deserialize inline Java scalar UDF 'above'");
    strict.registerUdf(Functions.above(2));
    assertThatThrownBy(() -> strict.decode(bytes)).hasMessageContaining("Refusing");
    byte[] byName = sender.withUdfInlining(false).encode(Functions.above(1).call(col("a")));
    assertThat(byName.length).isLessThan(40);
    assertThat(strict.decode(byName)).isEqualTo(strict.udf("above").orElseThrow().call(col("a")));
  }

  @Test
  void offAndOnAgainGivesTheSameBytes() {
    Expr expr = Functions.above(1).call(col("a"));
    byte[] before = sender.encode(expr);
    SessionContext off = sender.withUdfInlining(false);
    assertThat(off).isNotSameAs(sender);
    assertThat(off.sessionId()).isEqualTo(sender.sessionId());
    assertThat(new String(off.encode(expr), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("DFJV");
    assertThat(off.withUdfInlining(true).encode(expr)).isEqualTo(before);
    assertThat(sender.withUdfInlining(true)).isNotSameAs(sender);
  }

  @Test
  void theNameInsideIsThatOfTheCall() {
    Bytes payload = Functions.above(1).payload().orElseThrow();
    Expr renamed = new Expr.ScalarCall("harmless", List.of(col("a")), new Payload(payload));
    byte[] bytes = ExprCodec.create().encode(renamed);
    assertThatThrownBy(() -> receiver.decode(bytes))
        .hasMessageContaining("function 'harmless'")
        .hasMessageContaining("'above'")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.UNTRUSTED_FUNCTION);
  }

  @Test
  void aPayloadOfAnotherKindIsRefused() {
    Bytes payload = Functions.above(1).payload().orElseThrow();
    Expr wrong =
        new Expr.AggregateCall(
            "above", List.of(col("a")), false, null, List.of(), null, new Payload(payload));
    byte[] bytes = ExprCodec.create().encode(wrong);
    assertThatThrownBy(() -> receiver.decode(bytes)).hasMessageContaining("family DFJVUDF");
  }

  @Test
  void damagedPayloadsAreRefusedAndNeverCrash() {
    byte[] payload = Functions.above(1).payload().orElseThrow().toArray();
    assertThat(PayloadKind.of(Bytes.copyOf(payload))).isEqualTo(PayloadKind.JVM_SCALAR);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = payload.clone();
      if (i < payload.length && i % 2 == 0) {
        damaged = java.util.Arrays.copyOf(payload, Math.max(7, i));
      } else {
        damaged[7 + random.nextInt(damaged.length - 7)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        UdfEnvelope.read(Bytes.wrap(damaged));
      } catch (MillraceException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void anotherVersionAndANewerJavaAreNamed() {
    byte[] payload = Functions.above(1).payload().orElseThrow().toArray();
    byte[] version = payload.clone();
    version[7] = 2;
    assertThatThrownBy(() -> UdfEnvelope.read(Bytes.wrap(version)))
        .hasMessageContaining("version 2, expected version 1");
    byte[] level = payload.clone();
    level[8] = 127;
    assertThatThrownBy(() -> UdfEnvelope.read(Bytes.wrap(level)))
        .hasMessageContaining("code for Java 83");
  }

  @Test
  void lambdasThatDifferInWhatTheyCapturedShareTheirClass() throws Exception {
    Expr one = receiver.decode(sender.encode(Functions.above(1).call(col("a"))));
    Expr five = receiver.decode(sender.encode(Functions.above(5).call(col("a"))));
    assertThat(apply(one, 3L)).isEqualTo(true);
    assertThat(apply(five, 3L)).isEqualTo(false);
    UdfEnvelope first = UdfEnvelope.read(Functions.above(1).payload().orElseThrow());
    UdfEnvelope second = UdfEnvelope.read(Functions.above(5).payload().orElseThrow());
    assertThat(first.closure().classDigest()).isEqualTo(second.closure().classDigest());
    assertThat(first.classFileLevel()).isEqualTo(61);
  }

  @Test
  void anExpressionDecodedElsewhereIsResolved() {
    ScalarUdf live = ScalarUdf.of("live", (Long a) -> a);
    Payload payload = new Payload(Functions.above(1).payload().orElseThrow());
    Expr opaque = live.call(col("b")).eq(new Expr.ScalarCall("above", List.of(col("a")), payload));
    Expr.Binary resolved = (Expr.Binary) receiver.resolve(opaque);
    assertThat(((Expr.ScalarCall) resolved.operands().get(0)).definition()).isSameAs(live);
    assertThat(((Expr.ScalarCall) resolved.operands().get(1)).definition())
        .isInstanceOf(ScalarUdf.class);
  }

  @Test
  void onlyTheBytesThatWereSignedAreDecoded() {
    SigningKey ann = SigningKey.generate("ann", Algorithm.ED25519);
    byte[] bytes = sender.encode(Functions.above(1).call(col("a")));
    Instant now = Instant.EPOCH;
    SignedBody body = SignedBody.expression("job", now, now.plusSeconds(1), bytes);
    TrustPolicy policy = TrustPolicy.signedBy(KeySet.of(ann.trusted()), "job");
    Admission admission = policy.admit(SignedEnvelope.sign(body, ann), now);
    SessionContext session = SessionContext.create();
    assertThat(session.decode(bytes, admission)).isEqualTo(receiver.decode(bytes));
    byte[] other = sender.encode(Functions.above(2).call(col("a")));
    assertThatThrownBy(() -> session.decode(other, admission))
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.BAD_SIGNATURE);
  }
}
