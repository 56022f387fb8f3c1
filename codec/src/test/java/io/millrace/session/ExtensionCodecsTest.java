// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.expr.Payload;
import io.millrace.trust.Admission;
import io.millrace.trust.Algorithm;
import io.millrace.trust.AllowList;
import io.millrace.trust.KeySet;
import io.millrace.trust.SigningKey;
import io.millrace.trust.TrustPolicy;
import io.millrace.udf.PayloadKind;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.UserFunction;
import io.millrace.wire.ExprCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.example.risk.Functions;
import org.junit.jupiter.api.Test;

class ExtensionCodecsTest {
  private static final TrustPolicy TESTS = TrustPolicy.unsigned("this is a test");
  private static final ScalarUdf F = Functions.like("f", 1);

  private final SessionContext strict = SessionContext.create().withUdfInlining(false);

  /** Writes functions whose name begins so as bytes, and makes any function of the bytes. */
  private static final class Prefixed implements ExtensionCodec {
    private final String prefix;
    private final String bytes;
    private final List<String> asked = new ArrayList<>();

    Prefixed(String prefix, String bytes) {
      this.prefix = prefix;
      this.bytes = bytes;
    }

    @Override
    public Optional<Bytes> encode(ExtensionKind kind, Object thing) {
      boolean mine = thing instanceof UserFunction function && function.name().startsWith(prefix);
      return mine ? Optional.of(ascii(bytes)) : Optional.empty();
    }

    @Override
    public Object decode(ExtensionKind kind, String name, Bytes payload) {
      asked.add(kind + " " + name + " " + new String(payload.toArray(), StandardCharsets.US_ASCII));
      return name.startsWith(prefix) ? Functions.like(name, 7) : null;
    }

    @Override
    public Optional<String> codecId() {
      return Optional.of("of " + bytes);
    }
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Definition definition(Expr expr) {
    return ((Expr.ScalarCall) expr).definition();
  }

  private static Bytes payload(byte[] encoded) {
    return ((Payload) definition(ExprCodec.create().decode(encoded))).bytes();
  }

  @Test
  void theEnvelopeIsThatOfDatafusionPython() {
    SessionContext session = strict.withLogicalExtensionCodec(new Prefixed("f", "xyz"), "id");
    Bytes payload = payload(session.encode(F.call(col("a"))));
    assertThat(HexFormat.of().formatHex(payload.toArray()))
        .isEqualTo(
            HexFormat.of().formatHex("DFPYCHN".getBytes(StandardCharsets.US_ASCII))
                + "01"
                + "02000000"
                + HexFormat.of().formatHex("idxyz".getBytes(StandardCharsets.US_ASCII)));
    assertThat(PayloadKind.of(payload)).isEqualTo(PayloadKind.CHAIN);
  }

  @Test
  void theFirstThatClaimsEncodesAndItsIdDecodesWhateverTheOrder() {
    Prefixed first = new Prefixed("f", "1");
    Prefixed second = new Prefixed("f", "2");
    SessionContext session =
        strict.withLogicalExtensionCodec(first).withLogicalExtensionCodec(second);
    assertThat(session.logicalExtensionCodecIds()).containsExactly("of 1", "of 2");
    assertThat(session.physicalExtensionCodecIds()).isEmpty();
    assertThat(strict.logicalExtensionCodecIds()).isEmpty();
    byte[] bytes = session.encode(F.call(col("a")));
    SessionContext other =
        strict.withLogicalExtensionCodec(second).withLogicalExtensionCodec(first);
    assertThat(definition(other.decode(bytes))).hasToString("ScalarUDF(f)");
    assertThat(first.asked).containsExactly("a scalar UDF f 1");
    assertThat(second.asked).isEmpty();
  }

  @Test
  void nothingAndNoBytesAreNoClaimAndTheFunctionGoesByName() {
    ExtensionCodec empty = codec("empty", thing -> Optional.of(Bytes.EMPTY));
    SessionContext session =
        strict.withLogicalExtensionCodec(empty).withLogicalExtensionCodec(new Prefixed("g", "g"));
    byte[] byName = ExprCodec.create().encode(new Expr.ScalarCall("f", List.of(col("a"))));
    assertThat(session.encode(F.call(col("a")))).isEqualTo(byName);
    assertThat(strict.encode(F.call(col("a")))).isEqualTo(byName);
  }

  @Test
  void whatOneThrowsCountsOnlyIfNoOtherClaims() {
    ExtensionCodec failing =
        codec(
            "failing",
            thing -> {
              throw new IllegalStateException("no disk");
            });
    SessionContext session = strict.withLogicalExtensionCodec(failing);
    assertThatThrownBy(() -> session.encode(F.call(col("a"))))
        .hasMessageContaining("No installed extension codec handled a scalar UDF: no disk");
    SessionContext both = session.withLogicalExtensionCodec(new Prefixed("f", "2"));
    assertThat(payload(both.encode(F.call(col("a"))))).isNotNull();
  }

  private interface Writing {
    Optional<Bytes> write(Object thing);
  }

  private static ExtensionCodec codec(String id, Writing writing) {
    return new ExtensionCodec() {
      @Override
      public Optional<Bytes> encode(ExtensionKind kind, Object thing) {
        return writing.write(thing);
      }

      @Override
      public Object decode(ExtensionKind kind, String name, Bytes bytes) {
        return null;
      }

      @Override
      public Optional<String> codecId() {
        return Optional.ofNullable(id);
      }
    };
  }

  @Test
  void theMissingCodecIsNamedWithThoseThatAreThere() {
    byte[] bytes =
        strict.withLogicalExtensionCodec(new Prefixed("f", "1")).encode(F.call(col("a")));
    assertThatThrownBy(() -> strict.decode(bytes))
        .hasMessageContaining(
            "a scalar UDF was encoded by extension codec 'of 1', which is not installed on this"
                + " session (no extension codecs are installed on this session)")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.UNKNOWN_NAME);
    SessionContext others =
        strict
            .withLogicalExtensionCodec(new Prefixed("f", "2"))
            .withLogicalExtensionCodec(new Prefixed("f", "3"));
    assertThatThrownBy(() -> others.decode(bytes)).hasMessageContaining("(installed: of 2, of 3)");
  }

  @Test
  void namesThatNobodyRegisteredAreAskedOfAllCodecsInOrder() {
    Prefixed first = new Prefixed("g", "1");
    Prefixed second = new Prefixed("f", "2");
    SessionContext session =
        strict.withLogicalExtensionCodec(first).withLogicalExtensionCodec(second);
    byte[] byName = ExprCodec.create().encode(new Expr.ScalarCall("f", List.of(col("a"))));
    assertThat(definition(session.decode(byName))).hasToString("ScalarUDF(f)");
    assertThat(first.asked).containsExactly("a scalar UDF f ");
    session.registerUdf(F);
    assertThat(definition(session.decode(byName))).isSameAs(F);
    assertThat(second.asked).hasSize(1);
  }

  @Test
  void anEmptyPayloadIsAskedOfCodecsAndNeverOfTheRegistry() {
    byte[] empty =
        ExprCodec.create()
            .encode(new Expr.ScalarCall("f", List.of(col("a")), new Payload(Bytes.EMPTY)));
    strict.registerUdf(F);
    assertThatThrownBy(() -> strict.decode(empty)).hasMessageContaining("function 'f'");
    SessionContext session = strict.withLogicalExtensionCodec(new Prefixed("f", "2"));
    assertThat(definition(session.decode(empty))).isNotSameAs(F).hasToString("ScalarUDF(f)");
  }

  @Test
  void idsAreGivenOrOnesOwnOrThatOfTheSessionOnly() {
    ExtensionCodec nameless = codec(null, thing -> Optional.of(ascii("n")));
    SessionContext session =
        strict
            .withLogicalExtensionCodec(new Prefixed("g", "1"), "given")
            .withLogicalExtensionCodec(new Named())
            .withLogicalExtensionCodec(nameless)
            .withLogicalExtensionCodec(strict.asExtensionCodec())
            .withLogicalExtensionCodec(new Prefixed("h", "2"), "");
    assertThat(session.logicalExtensionCodecIds()).element(1).isEqualTo(Named.class.getName());
    String anonymous = session.logicalExtensionCodecIds().get(2);
    assertThat(anonymous).matches("anon:[0-9a-f]{32}");
    assertThat(session.logicalExtensionCodecIds())
        .contains("given", "session:" + strict.sessionId(), "");
    byte[] bytes = session.encode(F.call(col("a")));
    assertThatThrownBy(() -> strict.withLogicalExtensionCodec(nameless).decode(bytes))
        .hasMessageContaining(anonymous)
        .hasMessageContaining("codecId");
  }

  private static final class Named implements ExtensionCodec {
    @Override
    public Optional<Bytes> encode(ExtensionKind kind, Object thing) {
      return Optional.empty();
    }

    @Override
    public Object decode(ExtensionKind kind, String name, Bytes bytes) {
      return null;
    }
  }

  @Test
  void twoCodecsOfOneIdAreRefused() {
    SessionContext session = strict.withLogicalExtensionCodec(new Prefixed("f", "1"));
    assertThatThrownBy(() -> session.withLogicalExtensionCodec(new Prefixed("g", "1")))
        .hasMessageContaining(
            "An extension codec with id 'of 1' is already installed on this session");
    assertThat(
            session.withPhysicalExtensionCodec(new Prefixed("g", "1")).physicalExtensionCodecIds())
        .as("the chains know nothing of each other")
        .containsExactly("of 1");
  }

  @Test
  void damagedEnvelopesAreNamedAsDataFusionNamesThem() {
    assertThat(refused("DFPYCHN")).contains("missing envelope version byte");
    assertThat(refused("DFPYCHN\u0002"))
        .contains("Extension codec payload envelope version v2; this build supports v1..=v1");
    assertThat(refused("DFPYCHN\u0001\u0001\0")).contains("missing codec id length");
    assertThat(refused("DFPYCHN\u0001\u0005\0\0\0ab"))
        .contains("codec id shorter than its declared length");
    assertThat(refused("DFPYCHN\u0001\u0001\0\0\0\u00ff")).contains("non-UTF-8 codec id");
    assertThat(refused("DFPYCHN\u0001\u00ff\u00ff\u00ff\u00ffab"))
        .contains("codec id shorter than its declared length");
  }

  private String refused(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    Expr call = new Expr.ScalarCall("f", List.of(col("a")), Payload.of(bytes));
    try {
      SessionContext.create().decode(ExprCodec.create().encode(call));
      throw new AssertionError("decoded");
    } catch (MillraceException e) {
      return e.getMessage();
    }
  }

  @Test
  void strictnessHoldsInsideEnvelopesBothWays() {
    SessionContext trusting = SessionContext.create().withTrust(TESTS);
    ExtensionCodec installed = trusting.asExtensionCodec();
    SessionContext leaking = strict.withLogicalExtensionCodec(installed, "other");
    assertThatThrownBy(() -> leaking.encode(F.call(col("a"))))
        .hasMessageContaining("family DFJVUDF")
        .hasMessageContaining("inlining is disabled");

    Bytes inner = F.payload().orElseThrow();
    Bytes once = new ChainEnvelope("other", inner).bytes();
    Bytes twice = new ChainEnvelope("other", once).bytes();
    for (Bytes payload : List.of(once, twice)) {
      byte[] bytes =
          ExprCodec.create()
              .encode(new Expr.ScalarCall("f", List.of(col("a")), new Payload(payload)));
      assertThatThrownBy(() -> leaking.decode(bytes))
          .hasMessageContaining("Refusing to deserialize inline Java scalar UDF 'f'");
      assertThatThrownBy(() -> leaking.withUdfInlining(true).decode(bytes))
          .as("nor is it let in unsigned")
          .extracting(e -> ((MillraceException) e).code())
          .isEqualTo(ErrorCode.UNTRUSTED_FUNCTION);
    }
    byte[] bytes =
        ExprCodec.create().encode(new Expr.ScalarCall("f", List.of(col("a")), new Payload(once)));
    SessionContext open =
        SessionContext.create().withTrust(TESTS).withLogicalExtensionCodec(installed, "other");
    assertThat(definition(open.decode(bytes))).hasToString("ScalarUDF(f)");
  }

  @Test
  void aCodecCanNotMakeAFunctionOfAnotherName() {
    ExtensionCodec liar =
        new ExtensionCodec() {
          @Override
          public Optional<Bytes> encode(ExtensionKind kind, Object thing) {
            return Optional.of(ascii("x"));
          }

          @Override
          public Object decode(ExtensionKind kind, String name, Bytes bytes) {
            return Functions.like("other", 1);
          }
        };
    SessionContext session = strict.withLogicalExtensionCodec(liar, "liar");
    byte[] bytes = session.encode(F.call(col("a")));
    assertThatThrownBy(() -> session.decode(bytes)).hasMessageContaining("'other'");
  }

  @Test
  void plansAndPhysicalExpressionsAreBytesUnlessACodecClaimsThem() {
    Bytes plan = ascii("a plan that another program encoded");
    assertThat(strict.encodePhysical(ExtensionKind.EXECUTION_PLAN, plan)).isEqualTo(plan);
    assertThat(strict.decodePhysical(ExtensionKind.EXECUTION_PLAN, plan)).isEqualTo(plan);
    assertThatThrownBy(() -> strict.encodePhysical(ExtensionKind.EXECUTION_PLAN, List.of(1)))
        .hasMessageContaining("No installed extension codec handled an execution plan");

    ExtensionCodec numbers =
        new ExtensionCodec() {
          @Override
          public Optional<Bytes> encode(ExtensionKind kind, Object thing) {
            return thing instanceof Integer number
                ? Optional.of(ascii(kind.name() + number))
                : Optional.empty();
          }

          @Override
          public Object decode(ExtensionKind kind, String name, Bytes bytes) {
            return new String(bytes.toArray(), StandardCharsets.US_ASCII);
          }
        };
    SessionContext session = strict.withPhysicalExtensionCodec(numbers, "numbers");
    Bytes encoded = session.encodePhysical(ExtensionKind.PHYSICAL_EXPRESSION, 7);
    assertThat(session.decodePhysical(ExtensionKind.PHYSICAL_EXPRESSION, encoded))
        .isEqualTo("PHYSICAL_EXPRESSION7");
    assertThatThrownBy(() -> session.decodeLogical(ExtensionKind.LOGICAL_PLAN_NODE, encoded))
        .hasMessageContaining("an extension logical plan node was encoded by extension codec")
        .hasMessageContaining("'numbers'");
    Bytes leak = new ChainEnvelope("numbers", F.payload().orElseThrow()).bytes();
    assertThatThrownBy(() -> session.decodePhysical(ExtensionKind.SCALAR_UDF, F.name(), leak))
        .hasMessageContaining("inlining is disabled");
    assertThatThrownBy(() -> session.decodePhysical(ExtensionKind.SCALAR_UDF, leak))
        .hasMessageContaining("found no name");
    assertThatThrownBy(
            () ->
                SessionContext.create()
                    .withPhysicalExtensionCodec(SessionContext.create().asExtensionCodec(), "s")
                    .withUdfInlining(false)
                    .encodePhysical(ExtensionKind.SCALAR_UDF, F))
        .hasMessageContaining("inlining is disabled");
  }

  @Test
  void byNameAFunctionNeverTurnsIntoOneOfDataFusion() {
    ScalarUdf abs = Functions.like("abs", 1);
    assertThatThrownBy(() -> strict.encode(abs.call(col("a"))))
        .hasMessageContaining("DataFusion's own function of that name");
    SessionContext asked = strict.withShadowing();
    byte[] bytes = asked.encode(abs.call(col("a")));
    assertThat(definition(asked.decode(bytes))).isNull();
    asked.registerUdf(abs);
    assertThat(definition(asked.decode(bytes))).isSameAs(abs);
  }

  private record Extension(SessionComponents brought, RuntimeException failure)
      implements SessionExtension {
    @Override
    public SessionComponents components(SessionContext session) {
      return brought;
    }

    @Override
    public void ready(SessionContext session) {
      assertThat(session.logicalExtensionCodecIds()).contains("of 1");
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Test
  void extensionsAreInstalledAllOrNone() {
    SessionComponents one =
        new SessionComponents(
            List.of(new Prefixed("f", "1")), List.of(new Prefixed("f", "p")), List.of(F));
    SessionComponents two =
        new SessionComponents(List.of(new Prefixed("g", "2")), List.of(), List.of());
    SessionContext session =
        strict.withExtensions(new Extension(one, null), new Extension(two, null));
    assertThat(session.logicalExtensionCodecIds()).containsExactly("of 1", "of 2");
    assertThat(session.physicalExtensionCodecIds()).containsExactly("of p");
    assertThat(strict.udf("f")).contains(F);
    assertThat(strict.logicalExtensionCodecIds()).isEmpty();
    assertThat(strict.withExtensions()).isNotSameAs(strict);

    SessionContext fresh = SessionContext.create();
    assertThatThrownBy(
            () ->
                fresh.withExtensions(
                    new Extension(one, null),
                    new Extension(two, new IllegalStateException("no planner"))))
        .hasMessage("no planner");
    assertThat(fresh.udfs()).isEmpty();
    assertThatThrownBy(() -> session.withExtensions(new Extension(one, null)))
        .hasMessageContaining("'of 1' is already installed");
    fresh.registerUdf(F);
    assertThatThrownBy(() -> fresh.withExtensions(new Extension(one, null)))
        .hasMessageContaining("scalar function named 'f'");
    SessionComponents nameless =
        new SessionComponents(
            List.of(codec(null, thing -> Optional.empty())), List.of(), List.of());
    assertThatThrownBy(() -> fresh.withExtensions(new Extension(nameless, null)))
        .hasMessageContaining("A codec contributed through withExtensions must have a codecId");
  }

  @Test
  void whatAnExtensionRegisteredGoesAgainWhereAnotherFails() {
    SessionContext session = SessionContext.create();
    ScalarUdf before = Functions.like("before", 1);
    session.registerUdf(before);
    SessionExtension eager =
        new SessionExtension() {
          @Override
          public SessionComponents components(SessionContext given) {
            given.registerUdf(Functions.like("early", 1));
            return SessionComponents.NONE;
          }

          @Override
          public void ready(SessionContext given) {
            given.registerUdf(F);
            given.registerUdf(Functions.like("before", 2));
            given.deregisterUdf("early");
          }
        };
    SessionExtension failing =
        new SessionExtension() {
          @Override
          public SessionComponents components(SessionContext given) {
            return SessionComponents.NONE;
          }

          @Override
          public void ready(SessionContext given) {
            throw new IllegalStateException("no planner");
          }
        };
    assertThatThrownBy(() -> session.withExtensions(eager, failing)).hasMessage("no planner");
    assertThat(session.udfs()).containsExactly("before");
    assertThat(session.udf("before").orElseThrow()).isSameAs(before);

    SessionContext extended = session.withExtensions(eager);
    assertThat(session.udfs()).containsExactly("before", "f");
    assertThat(session.udf("before").orElseThrow()).isNotEqualTo(before);
    extended.registerUdf(Functions.like("later", 1));
    assertThat(session.udfs()).containsExactly("before", "f", "later");
  }

  @Test
  void aRefusalIsTheCodecsOwnAndItIsAskedOnce() {
    AtomicInteger asked = new AtomicInteger();
    ExtensionCodec refusing =
        new ExtensionCodec() {
          @Override
          public Optional<Bytes> encode(ExtensionKind kind, Object thing) {
            return Optional.of(ascii("x"));
          }

          @Override
          public Object decode(ExtensionKind kind, String name, Bytes bytes) {
            asked.incrementAndGet();
            throw new MillraceException(ErrorCode.MALFORMED_BYTES, "Cannot decode x: not today");
          }
        };
    SessionContext session = strict.withLogicalExtensionCodec(refusing, "r");
    byte[] bytes = session.encode(F.call(col("a")));
    assertThatThrownBy(() -> session.decode(bytes)).hasMessage("Cannot decode x: not today");
    assertThat(asked).hasValue(1);
  }

  @Test
  void functionsOfThePhysicalLayerHaveTheirNames() {
    SessionContext inner = SessionContext.create();
    inner.registerUdf(F);
    SessionContext session = strict.withPhysicalExtensionCodec(inner.asExtensionCodec(), "inner");
    ExtensionKind kind = ExtensionKind.SCALAR_UDF;
    assertThat(session.decodePhysical(kind, "f", Bytes.EMPTY)).isEqualTo(F);
    assertThat(session.decodePhysical(kind, "abs", Bytes.EMPTY)).isNull();
    assertThatThrownBy(() -> session.decodePhysical(kind, "g", Bytes.EMPTY))
        .hasMessageContaining("nobody knows it");
    session.registerUdf(Functions.like("own", 1));
    assertThat(session.decodeLogical(kind, "own", Bytes.EMPTY)).isInstanceOf(ScalarUdf.class);
    Bytes other = ascii("a payload of another program");
    assertThat(session.decodePhysical(kind, "f", other)).isEqualTo(other);
  }

  @Test
  void theInliningSettingSurvivesTheInstallingOfCodecs() {
    SessionContext session = strict.withLogicalExtensionCodec(new Prefixed("g", "1"));
    assertThat(session.encode(F.call(col("a")))).isEqualTo(strict.encode(F.call(col("a"))));
  }

  @Test
  void envelopesMayBeNestedAsDeepAsBytesGo() {
    byte[] one = new ChainEnvelope("", Bytes.EMPTY).bytes().toArray();
    ByteBuffer all = ByteBuffer.allocate(80_000 * one.length);
    while (all.hasRemaining()) {
      all.put(one);
    }
    Expr call = new Expr.ScalarCall("f", List.of(col("a")), new Payload(Bytes.wrap(all.array())));
    byte[] bytes = ExprCodec.create().encode(call);
    for (SessionContext session : List.of(SessionContext.create(), strict)) {
      assertThatThrownBy(() -> session.decode(bytes))
          .hasMessageContaining("was encoded by extension codec ''")
          .extracting(e -> ((MillraceException) e).code())
          .isEqualTo(ErrorCode.UNKNOWN_NAME);
    }
  }

  @Test
  void listsOfWhatMayComeHoldForWhatACodecWrapped() {
    SessionContext trusting = SessionContext.create().withTrust(TESTS);
    SessionContext session =
        SessionContext.create().withLogicalExtensionCodec(trusting.asExtensionCodec(), "inner");
    Bytes inner = Functions.above(1).payload().orElseThrow();
    Payload payload = new Payload(new ChainEnvelope("inner", inner).bytes());
    byte[] bytes =
        ExprCodec.create().encode(new Expr.ScalarCall("above", List.of(col("a")), payload));
    KeySet keys = KeySet.of(SigningKey.generate("ann", Algorithm.ED25519).trusted());
    assertThat(definition(session.decode(bytes, admission(keys, "org.example"))))
        .hasToString("ScalarUDF(above)");
    assertThatThrownBy(() -> session.decode(bytes, admission(keys, "com.acme")))
        .hasMessageContaining("lies in no package on the allow-list")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.UNTRUSTED_FUNCTION);
  }

  private static Admission admission(KeySet keys, String allowed) {
    AllowList list = new AllowList(List.of(), List.of(), List.of(allowed));
    return TrustPolicy.signedBy(keys.withAllowed(list), "job").admitVerified();
  }
}
