// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Bytes;
import io.millrace.expr.Expr;
import io.millrace.expr.Payload;
import io.millrace.json.RuleJson;
import io.millrace.session.ExtensionCodec;
import io.millrace.session.ExtensionKind;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import io.millrace.sql.Dialect;
import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import io.millrace.trust.TrustPolicy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.example.flights.FlightFunctions;
import org.junit.jupiter.api.Test;

/** Rules that call functions of users: those they bring, and those that the tasks know. */
class RuleFunctionsTest {
  private static final TrustPolicy TESTS = TrustPolicy.unsigned("this is a test");
  private static final SessionFactory SESSIONS =
      () -> {
        SessionContext session = SessionContext.create();
        session.registerUdf(FlightFunctions.beyond(2));
        session.registerUdaf(FlightFunctions.spread());
        return session;
      };

  private static Rules rules() {
    return Rules.over(RuleTasks.SCHEMA);
  }

  private static String encoded(String id, Expr expr, String more) {
    return encoded(SessionContext.create(), id, expr, more);
  }

  private static String encoded(SessionContext sender, String id, Expr expr, String more) {
    byte[] bytes = sender.encode(expr);
    return "{\"id\":\"%s\",\"revision\":1,\"expr\":\"%s\"%s}"
        .formatted(id, Base64.getEncoder().encodeToString(bytes), more);
  }

  private static Expr beyond(double threshold) {
    return FlightFunctions.beyond(threshold).call(col("ratio")).gt(lit(0.0));
  }

  private static List<String> answers(RuleTasks tasks) throws Exception {
    tasks.marker();
    tasks.event(1_000, "UA", 1L, 3.0);
    return tasks.results().stream()
        .map(each -> each.replaceFirst("\\{\"rule\":\"(\\w+)\".*", "$1"))
        .toList();
  }

  @Test
  void lambdasAreOfTheDialectOfTheTasksOrComeAsBytes() throws Exception {
    SessionFactory duckdb = () -> SessionContext.create().withDialect(Dialect.DUCKDB);
    String text = "array_any_match([delay, 7], d -> d > ratio * 3)";
    String sql = "{\"id\":\"%s\",\"revision\":1,\"sql\":\"%s\"%s}";
    String window = ",\"window\":{\"tumble\":\"1s\"}";
    String sum =
        "array_transform([1, 2], v -> v * sum(array_length(array_filter([delay, 7], d -> d > 3))))";
    Expr expr = duckdb.create().parseSqlExpr(text, RuleTasks.SCHEMA);
    try (RuleTasks tasks = new RuleTasks(2, rules().withSessions(duckdb).options())) {
      tasks.rule(sql.formatted("few", text.replace("7", "8"), ""));
      tasks.rule(sql.formatted("many", text.replace("3", "2"), ""));
      tasks.rule(encoded("bytes", expr, ""));
      tasks.rule(sql.formatted("sum", sum, window));
      assertThat(answers(tasks)).containsExactlyInAnyOrder("many");
      tasks.event(1_500, "UA", 5L, 2.0);
      assertThat(tasks.results()).hasSize(3);
      tasks.watermark(2_000);
      assertThat(tasks.results()).singleElement().asString().contains("\"value\":[\"3\",\"6\"]");
      assertThat(tasks.errors()).isEmpty();
    }
    try (RuleTasks tasks = new RuleTasks(1, rules().options())) {
      tasks.rule(sql.formatted("text", text, ""));
      tasks.rule(encoded("bytes", expr, ""));
      assertThat(tasks.errors()).singleElement().asString().contains("expected DUCKDB");
      tasks.marker();
      tasks.event(1_000, "UA", 5L, 2.0);
      assertThat(tasks.results()).hasSize(1);
    }
  }

  @Test
  void functionsThatRulesBringAnswerWhereTheyAreTrusted() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2, rules().withTrust(TESTS).options())) {
      tasks.rule(encoded("one", beyond(1), ""));
      tasks.rule(encoded("two", beyond(2.5), ""));
      tasks.rule(encoded("high", beyond(10), ""));
      assertThat(answers(tasks)).containsExactlyInAnyOrder("one", "two");
      assertThat(tasks.errors()).isEmpty();
      tasks.restore(1);
      tasks.event(2_000, "UA", 1L, 20.0);
      assertThat(tasks.results()).as("after a restore").hasSize(3);
    }
  }

  @Test
  void rulesThatShareTheirClassesAreRestoredAnywhere() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2, rules().withTrust(TESTS).options())) {
      for (int i = 0; i < 20; i++) {
        tasks.rule(encoded("r" + i, beyond(i), ""));
      }
      tasks.marker();
      for (int parallelism = 3; parallelism > 0; parallelism--) {
        tasks.restore(parallelism);
        tasks.rule("{'id':'r" + parallelism + "','revision':2,'action':'remove'}");
        tasks.event(1_000, "UA", 1L, 10.5);
        assertThat(tasks.results()).as("r0 to r10, some removed").hasSize(7 + parallelism);
      }
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void functionsInSignedRulesAnswer() throws Exception {
    SigningKey ann = SigningKey.generate("ann", Algorithm.ED25519);
    KeySet keys = KeySet.of(ann.trusted());
    String line = encoded("one", beyond(1), "");
    Instant from = Instant.EPOCH;
    SignedBody body = SignedBody.rule("job", from, from.plusSeconds(100), line);
    RuleOptions options = rules().withTrust(TrustPolicy.signedBy(keys, "job")).options();
    try (RuleTasks tasks = new RuleTasks(2, options)) {
      tasks.rule(encoded("unsigned", beyond(1), ""));
      assertThat(tasks.errors()).hasSize(1).first().asString().contains("UNTRUSTED_FUNCTION");
      tasks.rule(SignedEnvelope.sign(body, ann).text());
      assertThat(answers(tasks)).containsExactly("one");
    }
  }

  @Test
  void textCallsTheFunctionsOfTheTasksSessions() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2, rules().withSessions(SESSIONS).options())) {
      tasks.rule("{'id':'named','revision':1,'sql':'beyond(ratio) > 0.5'}");
      tasks.rule("{'id':'typo','revision':1,'sql':'beyondd(ratio) > 0.5'}");
      assertThat(tasks.errors()).hasSize(1).first().asString().contains("typo", "UNKNOWN_NAME");
      assertThat(answers(tasks)).containsExactly("named");
    }
  }

  @Test
  void byNameTheTasksOwnFunctionTakesThePlaceOfTheOneThatCame() throws Exception {
    RuleOptions options = rules().withTrust(TrustPolicy.byName()).withSessions(SESSIONS).options();
    try (RuleTasks tasks = new RuleTasks(2, options)) {
      tasks.rule(encoded("named", beyond(100), ""));
      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks)).as("beyond 2, not beyond 100").containsExactly("named");
    }
  }

  /** Writes functions as a threshold, which is no code, and reads them. */
  private static final class Thresholds implements ExtensionCodec {
    @Override
    public Optional<Bytes> encode(ExtensionKind kind, Object thing) {
      return Optional.of(Bytes.wrap(new byte[] {1}));
    }

    @Override
    public Object decode(ExtensionKind kind, String name, Bytes payload) {
      return payload.length() == 0 ? null : FlightFunctions.beyond(payload.at(0));
    }
  }

  private static SessionContext thresholds() {
    return SessionContext.create()
        .withUdfInlining(false)
        .withLogicalExtensionCodec(new Thresholds(), "acme.thresholds");
  }

  @Test
  void whatAnExtensionCodecReadsIsNoCodeAndNeedsNoSignature() throws Exception {
    String line = encoded(thresholds(), "one", beyond(7), "");
    SigningKey ann = SigningKey.generate("ann", Algorithm.ED25519);
    for (TrustPolicy policy :
        List.of(
            TrustPolicy.none(),
            TrustPolicy.byName(),
            TrustPolicy.signedBy(KeySet.of(ann.trusted()), "job"))) {
      RuleOptions options =
          rules().withTrust(policy).withSessions(RuleFunctionsTest::thresholds).options();
      try (RuleTasks tasks = new RuleTasks(2, options)) {
        tasks.rule(line);
        assertThat(tasks.errors()).isEmpty();
        assertThat(answers(tasks)).containsExactly("one");
        tasks.restore(1);
        tasks.event(2_000, "UA", 1L, 20.0);
        assertThat(tasks.results()).as("after a restore").hasSize(1);
      }
    }
    try (RuleTasks tasks = new RuleTasks(1, rules().options())) {
      tasks.rule(line);
      assertThat(tasks.errors())
          .hasSize(1)
          .first()
          .asString()
          .contains("UNKNOWN_NAME", "acme.thresholds", "not installed");
    }
  }

  @Test
  void codeInTheEnvelopeOfACodecIsCode() throws Exception {
    byte[] inner = FlightFunctions.beyond(100).payload().orElseThrow().toArray();
    byte[] id = "acme.thresholds".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer envelope =
        ByteBuffer.allocate(12 + id.length + inner.length).order(ByteOrder.LITTLE_ENDIAN);
    envelope.put("DFPYCHN".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    envelope.putInt(id.length).put(id).put(inner);
    Expr call =
        new Expr.ScalarCall("beyond", List.of(col("ratio")), Payload.of(envelope.array()))
            .gt(lit(0.0));
    String line = encoded("one", call, "");

    try (RuleTasks tasks = new RuleTasks(1, rules().withSessions(SESSIONS).options())) {
      tasks.rule(line);
      assertThat(tasks.errors())
          .hasSize(1)
          .first()
          .asString()
          .contains("UNTRUSTED_FUNCTION", "it comes with its code, unsigned");
    }
    RuleOptions byName = rules().withTrust(TrustPolicy.byName()).withSessions(SESSIONS).options();
    try (RuleTasks tasks = new RuleTasks(1, byName)) {
      tasks.rule(line);
      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks)).as("beyond 2, not beyond 100").containsExactly("one");
    }
  }

  @Test
  void theLevelOfClassFilesIsThatOfTheFunctionsThatComeAlong() {
    assertThat(classLevel(encoded("one", beyond(1), ""))).isEqualTo(61);
    assertThat(classLevel(encoded(thresholds(), "one", beyond(1), ""))).isZero();
    assertThat(classLevel("{\"id\":\"a\",\"revision\":1,\"sql\":\"delay > 1\"}")).isZero();
  }

  private static int classLevel(String line) {
    return FunctionsByValue.classLevel(RuleJson.parse(line).rule());
  }

  @Test
  void strictSessionsRefuseWhatWasSignedAndTrusted() throws Exception {
    RuleOptions options =
        rules()
            .withTrust(TESTS)
            .withSessions(() -> SESSIONS.create().withUdfInlining(false))
            .options();
    try (RuleTasks tasks = new RuleTasks(2, options)) {
      tasks.rule(encoded("inline", beyond(1), ""));
      assertThat(tasks.errors())
          .hasSize(1)
          .first()
          .asString()
          .contains("UNTRUSTED_FUNCTION", "inlining is disabled");
    }
  }

  @Test
  void aggregatesOfUsersKeepTheirStateThroughARestore() throws Exception {
    RuleOptions options = rules().withSessions(SESSIONS).withTrust(TESTS).options();
    String window = ",\"key\":[\"carrier\"],\"window\":{\"tumble\":\"10s\"}";
    try (RuleTasks tasks = new RuleTasks(2, options)) {
      tasks.rule(
          "{'id':'named','revision':1,'sql':'spread(ratio)','key':['carrier'],"
              + "'window':{'tumble':'10s'}}");
      tasks.rule(encoded("brought", FlightFunctions.spread().call(col("ratio")), window));
      assertThat(tasks.errors()).isEmpty();
      tasks.marker();
      tasks.event(1_000, "UA", 1L, 3.0);
      tasks.event(2_000, "UA", 1L, 8.5);
      tasks.restore(3);
      tasks.event(3_000, "UA", 1L, 4.0);
      tasks.event(4_000, "UA", 1L, null);
      tasks.end();
      assertThat(tasks.results()).hasSize(2).allSatisfy(each -> assertThat(each).contains("5.5"));
    }
  }
}
