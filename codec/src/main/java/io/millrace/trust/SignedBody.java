// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a signature is over. As bytes it is a JSON object, see {@code docs/adr/0007-signed-body.md};
 * the bytes are signed as they are, and only those are read.
 *
 * @param audience who is to take it: the name that a receiver has given itself
 * @param rule the id of a rule, or empty
 * @param revision of a rule, or 0
 * @param notAfter when it may come for the last time; what was let in stays
 * @param dataFusion major version of the release whose format the expressions have
 * @param classLevel of the class files that come along, as the signer says; 0 for none
 * @param payload the line of a rule in UTF-8, or the bytes of an expression
 */
@PublicEvolving
public record SignedBody(
    Kind kind,
    String audience,
    String rule,
    long revision,
    Instant issuedAt,
    Instant notAfter,
    int dataFusion,
    int classLevel,
    byte[] payload) {
  /** What a payload is. */
  public enum Kind {
    RULE("rule"),
    EXPRESSION("expression");

    private final String spelled;

    Kind(String spelled) {
      this.spelled = spelled;
    }

    private static Kind of(String text) {
      for (Kind each : values()) {
        if (each.spelled.equals(text)) {
          return each;
        }
      }
      throw JsonObject.malformed(WHAT, "kind \"" + text + "\"", "rule or expression");
    }
  }

  /** The format whose expressions this release writes. */
  public static final int DATAFUSION = 55;

  /** The level of class files that this JVM reads. */
  public static final int CLASS_LEVEL = Runtime.version().feature() + 44;

  private static final String WHAT = "signed body";
  private static final int FORMAT = 1;
  private static final Set<String> FIELDS =
      Set.of(
          "format",
          "kind",
          "audience",
          "rule",
          "revision",
          "issuedAt",
          "notAfter",
          "dataFusion",
          "classLevel",
          "payloads",
          "payload");

  public SignedBody {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(audience);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(issuedAt);
    Objects.requireNonNull(notAfter);
    payload = payload.clone();
  }

  /**
   * A line of a rule, whose id and revision it says itself. Throws MALFORMED_JSON if it does not.
   */
  public static SignedBody rule(String audience, Instant issuedAt, Instant notAfter, String line) {
    JsonObject json = JsonObject.parse("rule", line);
    return new SignedBody(
        Kind.RULE,
        audience,
        json.text("id"),
        json.integer("revision", 1),
        issuedAt,
        notAfter,
        DATAFUSION,
        0,
        line.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes of an expression, made now. */
  public static SignedBody expression(
      String audience, Instant issuedAt, Instant notAfter, byte[] bytes) {
    return new SignedBody(
        Kind.EXPRESSION, audience, "", 0, issuedAt, notAfter, DATAFUSION, 0, bytes);
  }

  public SignedBody withClassLevel(int level) {
    return new SignedBody(
        kind, audience, rule, revision, issuedAt, notAfter, dataFusion, level, payload);
  }

  @Override
  public byte[] payload() {
    return payload.clone();
  }

  /** The line of a rule. */
  String line() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    JsonText json =
        new JsonText()
            .field("format", FORMAT)
            .field("kind", kind.spelled)
            .field("audience", audience);
    if (kind == Kind.RULE) {
      json.field("rule", rule).field("revision", revision);
    }
    return json.field("issuedAt", issuedAt.toString())
        .field("notAfter", notAfter.toString())
        .field("dataFusion", dataFusion)
        .field("classLevel", classLevel)
        .field("payloads", List.of())
        .field("payload", kind == Kind.RULE ? line() : Base64.getEncoder().encodeToString(payload))
        .end()
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What an envelope says whose signatures held when it came, and that was in the receiver's own
   * hands since. Throws MALFORMED_JSON, UNSUPPORTED_EXPRESSION.
   */
  @Internal
  public static SignedBody ofVerified(SignedEnvelope envelope) {
    return parse(envelope.body());
  }

  /** Only of bytes whose signature holds. Throws MALFORMED_JSON, UNSUPPORTED_EXPRESSION. */
  static SignedBody parse(byte[] utf8) {
    JsonObject json = JsonObject.parse(WHAT, utf8);
    if (json.integer("format", 1) != FORMAT) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot read %s: format %d, expected %d"
              .formatted(WHAT, json.integer("format", 1), FORMAT));
    }
    json.only(FIELDS);
    if (!json.texts("payloads").isEmpty()) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot read %s: payloads outside of it, expected none".formatted(WHAT));
    }
    Kind kind = Kind.of(json.text("kind"));
    boolean ofRule = kind == Kind.RULE;
    return new SignedBody(
        kind,
        json.text("audience"),
        ofRule ? json.text("rule") : "",
        ofRule ? json.integer("revision", 1) : 0,
        json.time("issuedAt"),
        json.time("notAfter"),
        json.small("dataFusion", 1),
        json.small("classLevel", 0),
        ofRule ? json.text("payload").getBytes(StandardCharsets.UTF_8) : json.bytes("payload"));
  }
}
